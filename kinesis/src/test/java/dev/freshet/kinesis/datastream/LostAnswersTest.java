package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Region;
import dev.freshet.kinesis.log.AdjustableClock;
import dev.freshet.kinesis.log.ReadLimit;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store did what it was asked for, and nobody heard of it. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
class LostAnswersTest {
    private static final DataStreamName ORDERS = new DataStreamName("orders");
    private static final ShardId FIRST = new ShardId(0);
    private static final ReadLimit ALL = new ReadLimit(10, 1_000_000);

    @TempDir
    Path folder;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeDataStreamStore store = new FakeDataStreamStore();
    private final DelayedWork work = new DelayedWork();
    private RecordLog log;
    private DataStreams dataStreams;

    @BeforeEach
    void open() {
        log = new RocksRecordLog(folder, RocksSettings.defaults(), clock);
        dataStreams = start();
    }

    @AfterEach
    void close() {
        work.close();
        log.close();
    }

    private DataStreams start() {
        return new DataStreams(
                new Home(new AccountId("123456789012"), new Region("us-east-1")),
                store,
                log,
                clock,
                UUID::randomUUID,
                new StreamDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                AccountLimits.AWS,
                work);
    }

    private void create() {
        dataStreams.create(new NewDataStream(ORDERS, StreamMode.PROVISIONED, 1, 1024, 0, Tags.NONE));
    }

    private void split() {
        new Capacity(dataStreams, new AccountSettings(store, clock)).split(ORDERS, FIRST.toString(), new HashKey(1, 0));
    }

    private void put(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(new RecordWriter(dataStreams, log, WriteLimits.OFF).put(ORDERS, List.of(PutEntry.of("k", bytes))))
                .hasOnlyElementsOfType(PutOutcome.Accepted.class);
    }

    private List<String> read(DataStreams reading) {
        RecordReader reader = new RecordReader(reading, log, clock);
        return reader
                .read(reader.locate(ORDERS, FIRST, new StartingPoint.TrimHorizon(), "GetShardIterator"), ALL)
                .records()
                .stream()
                .map(found -> new String(found.data(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void noRecordGoesIntoAShardThatTheStoreMayKnowAsClosed() {
        create();
        put("before");
        store.loseAnswers(true);
        assertThatThrownBy(this::split).isInstanceOf(IllegalStateException.class);

        assertThatThrownBy(() -> put("in doubt")).isInstanceOf(IllegalStateException.class);
        store.loseAnswers(false);
        put("after");

        assertThat(read(dataStreams)).containsExactly("before", "after");
        DataStreams restarted = start();
        assertThat(restarted.describe(ORDERS).shards())
                .isEqualTo(dataStreams.describe(ORDERS).shards());
        assertThat(read(restarted)).containsExactly("before", "after");
    }

    @Test
    void reshardingIsTriedAgain() {
        create();
        store.loseAnswers(true);
        assertThatThrownBy(this::split).isInstanceOf(IllegalStateException.class);
        store.loseAnswers(false);

        split();

        assertThat(dataStreams.describe(ORDERS).shards()).hasSize(3);
        assertThat(start().describe(ORDERS)).isEqualTo(dataStreams.describe(ORDERS));
    }

    @Test
    void aCreationIsTriedAgain() {
        store.loseAnswers(true);
        assertThatThrownBy(this::create).isInstanceOf(IllegalStateException.class);
        store.loseAnswers(false);

        create();

        assertThat(start().all()).isEqualTo(dataStreams.all());
    }
}
