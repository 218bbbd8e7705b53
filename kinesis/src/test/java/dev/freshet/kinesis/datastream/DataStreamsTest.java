package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The states of data streams, with delays that a test can look into. */
class DataStreamsTest extends OwnDataStreams {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private DataStreams start(Duration creating, Duration updating, Duration deleting, AccountLimits limits) {
        return start(new StreamDelays(creating, updating, deleting), limits);
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
    void aCreationThatCannotBeFinishedAtOnceIsFinishedLater() {
        DataStreams dataStreams = start();
        store.refuse((call, _) -> call == FakeDataStreamStore.Call.SAVE);

        dataStreams.create(orders());

        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.CREATING);
        store.refuseNothing();
        await(() -> dataStreams.describe(ORDERS).status() == StreamStatus.ACTIVE);
    }

    @Test
    void anUpdateThatCannotBeFinishedAtOnceIsFinishedLater() {
        DataStreams dataStreams = start();
        dataStreams.create(orders());
        store.refuse((_, saved) -> saved.status() == StreamStatus.ACTIVE);

        dataStreams.updateSettings(ORDERS, settings -> settings.withRetentionHours(48));

        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.UPDATING);
        store.refuseNothing();
        await(() -> dataStreams.describe(ORDERS).status() == StreamStatus.ACTIVE);
        assertThat(dataStreams.describe(ORDERS).settings().retentionHours()).isEqualTo(48);
    }

    @Test
    void aDeletionThatCannotBeFinishedAtOnceIsFinishedLater() {
        DataStreams dataStreams = start();
        dataStreams.create(orders());
        store.refuse((call, _) -> call == FakeDataStreamStore.Call.DELETE);

        dataStreams.delete(ORDERS, false);

        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.DELETING);
        store.refuseNothing();
        await(() -> dataStreams.all().isEmpty());
        assertThat(store.loadAll()).isEmpty();
    }

    @Test
    void aChangeThatCouldNotBeSavedFailsItsCall() {
        DataStreams dataStreams = start();
        dataStreams.create(orders());
        store.refuse((_, _) -> true);

        assertThatThrownBy(() -> dataStreams.delete(ORDERS, false)).hasMessage("The store cannot be reached");
        assertThatThrownBy(() -> dataStreams.create(named("other"))).hasMessage("The store cannot be reached");

        store.refuseNothing();
        assertThat(dataStreams.all()).containsExactly(dataStreams.describe(ORDERS));
        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.ACTIVE);
    }

    @Test
    void whatCannotBeFinishedDoesNotPreventAStart() {
        DataStreams before = start(Duration.ZERO, NEVER, NEVER, AccountLimits.AWS);
        before.create(orders());
        before.create(named("other"));
        before.delete(ORDERS, false);
        store.refuse((call, _) -> call == FakeDataStreamStore.Call.DELETE);

        DataStreams restarted = start();

        assertThat(restarted.describe(ORDERS).status()).isEqualTo(StreamStatus.DELETING);
        assertThat(restarted.describe(new DataStreamName("other")).status()).isEqualTo(StreamStatus.ACTIVE);
        store.refuseNothing();
        await(() -> restarted.find(ORDERS).isEmpty());
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
