package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Region;
import dev.freshet.kinesis.log.AdjustableClock;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of data streams, with delays that a test can look into. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
class DataStreamsTest {
    private static final DataStreamName ORDERS = new DataStreamName("orders");
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeDataStreamStore store = new FakeDataStreamStore();
    private RecordLog log;
    private DelayedWork work = new DelayedWork();

    @BeforeEach
    void open() {
        log = new RocksRecordLog(folder, RocksSettings.defaults(), clock);
    }

    @AfterEach
    void close() {
        work.close();
        log.close();
    }

    private DataStreams start(Duration creating, Duration updating, Duration deleting, AccountLimits limits) {
        work.close();
        work = new DelayedWork();
        return new DataStreams(
                new Home(new AccountId("123456789012"), new Region("us-east-1")),
                store,
                log,
                clock,
                UUID::randomUUID,
                new StreamDelays(creating, updating, deleting),
                limits,
                work);
    }

    @Test
    void aNewDataStreamIsCreatingAndNotFoundForRecords() {
        DataStreams dataStreams = start(NEVER, NEVER, NEVER, AccountLimits.AWS);

        dataStreams.create(orders());

        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.CREATING);
        assertRefused(
                () -> new RecordWriter(dataStreams, log, WriteLimits.OFF)
                        .put(ORDERS, List.of(PutEntry.of("k", new byte[1]))),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
        assertRefused(
                () -> new RecordReader(dataStreams, log, clock)
                        .locate(ORDERS, new ShardId(0), new StartingPoint.Latest(), "GetShardIterator"),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }

    @Test
    void itBecomesActiveWhenItsTimeHasCome() {
        DataStreams dataStreams = start(SOON, NEVER, NEVER, AccountLimits.AWS);

        dataStreams.create(orders());

        await(() -> dataStreams.describe(ORDERS).status() == StreamStatus.ACTIVE);
    }

    @Test
    void aRestartFinishesWhatWasUnderWay() {
        start(NEVER, NEVER, NEVER, AccountLimits.AWS).create(orders());
        DataStreams restarted = start(SOON, NEVER, NEVER, AccountLimits.AWS);
        await(() -> restarted.describe(ORDERS).status() == StreamStatus.ACTIVE);
        restarted.delete(ORDERS, false);

        DataStreams again = start(NEVER, NEVER, SOON, AccountLimits.AWS);

        await(() -> again.all().isEmpty());
        assertThat(store.loadAll()).isEmpty();
    }

    @Test
    void aDeletingDataStreamIsDescribedButTakesNothing() {
        DataStreams dataStreams = start(Duration.ZERO, NEVER, NEVER, AccountLimits.AWS);
        dataStreams.create(orders());

        dataStreams.delete(ORDERS, false);

        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.DELETING);
        assertRefused(
                () -> new RecordWriter(dataStreams, log, WriteLimits.OFF)
                        .put(ORDERS, List.of(PutEntry.of("k", new byte[1]))),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
        assertRefused(
                () -> dataStreams.delete(ORDERS, false),
                "ResourceInUseException",
                "Stream orders under account 123456789012 not ACTIVE, instead in state DELETING");
    }

    @Test
    void anUpdatingDataStreamTakesRecordsButNoChanges() {
        DataStreams dataStreams = start(Duration.ZERO, NEVER, NEVER, AccountLimits.AWS);
        dataStreams.create(orders());

        dataStreams.updateSettings(ORDERS, settings -> settings.withRetentionHours(48));

        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.UPDATING);
        assertThat(new RecordWriter(dataStreams, log, WriteLimits.OFF)
                        .put(ORDERS, List.of(PutEntry.of("k", new byte[1]))))
                .first()
                .isInstanceOf(PutOutcome.Accepted.class);
        assertRefused(
                () -> dataStreams.updateSettings(ORDERS, settings -> settings.withRetentionHours(72)),
                "ResourceInUseException",
                "Stream orders under account 123456789012 not ACTIVE, instead in state UPDATING");
    }

    @Test
    void aDataStreamDeletedWhileCreatingDoesNotBecomeActive() {
        DataStreams dataStreams = start(SOON, NEVER, NEVER, AccountLimits.AWS);
        dataStreams.create(orders());

        dataStreams.delete(ORDERS, false);

        work.close();
        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.DELETING);
    }

    @Test
    void noMoreThanFiveAreCreatingAtATime() {
        DataStreams dataStreams = start(NEVER, NEVER, NEVER, AccountLimits.AWS);
        for (int i = 0; i < 5; i++) {
            dataStreams.create(named("n" + i));
        }

        assertRefused(
                () -> dataStreams.create(orders()),
                "LimitExceededException",
                "No more than 5 streams under account 123456789012 can be in state CREATING at the same time.");
    }

    @Test
    void onDemandDataStreamsAreLimited() {
        DataStreams dataStreams = start(Duration.ZERO, NEVER, NEVER, new AccountLimits(100, 1, 5, 20, 50, 5, 10, 2));
        dataStreams.create(named("first"));

        assertRefused(
                () -> dataStreams.create(orders()),
                "LimitExceededException",
                "This request would exceed the on-demand stream limit for the account 123456789012 in us-east-1: 1.");
    }

    private static NewDataStream orders() {
        return named(ORDERS.value());
    }

    private static NewDataStream named(String name) {
        return new NewDataStream(new DataStreamName(name), StreamMode.ON_DEMAND, 4, 1024, 0, Tags.NONE);
    }

    private static void assertRefused(Runnable call, String code, String message) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.text()).isEqualTo(message);
        });
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline of a wait").isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }
}
