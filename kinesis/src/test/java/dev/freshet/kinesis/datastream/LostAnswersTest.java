package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.kinesis.log.ReadLimit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store did what it was asked for, and nobody heard of it. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
class LostAnswersTest extends OwnDataStreams {
    private static final ShardId FIRST = new ShardId(0);
    private static final ReadLimit ALL = new ReadLimit(10, 1_000_000);

    private DataStreams dataStreams;

    @BeforeEach
    void open() {
        dataStreams = start();
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
