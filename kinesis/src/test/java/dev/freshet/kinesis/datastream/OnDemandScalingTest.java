package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
class OnDemandScalingTest extends OwnDataStreams {

    private DataStreams dataStreams;
    private RecordWriter writer;
    private OnDemandScaling scaling;

    @BeforeEach
    void open() {
        dataStreams = start(StreamDelays.NONE, new AccountLimits(6, 50, 5, 20, 50, 5, 10, 2));
        writer = new RecordWriter(dataStreams, log, WriteLimits.ofAws(HOME, clock));
        scaling = new OnDemandScaling(dataStreams, clock);
    }

    private void create(StreamMode mode) {
        create(ORDERS, mode, 4);
    }

    private void create(DataStreamName name, StreamMode mode, int shards) {
        dataStreams.create(new NewDataStream(name, mode, shards, 1024, 0, Tags.NONE));
    }

    /** Into one shard. */
    private void put(int records, int bytes, HashKey key) {
        put(ORDERS, records, bytes, key);
    }

    private void put(DataStreamName name, int records, int bytes, HashKey key) {
        List<PutEntry> entries = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            entries.add(new PutEntry("k", Optional.of(key), new byte[bytes]));
        }
        writer.put(name, entries);
    }

    private List<Shard> openShards() {
        return dataStreams.describe(ORDERS).openShards();
    }

    @Test
    void aShardThatTakesManyRecordsIsSplitInTheMiddle() {
        create(StreamMode.ON_DEMAND);
        for (int i = 0; i < 11; i++) {
            put(500, 10, HashKey.MIN);
        }
        clock.advance(Duration.ofSeconds(10));

        scaling.look();

        assertThat(openShards())
                .extracting(Shard::id)
                .containsExactly(new ShardId(1), new ShardId(2), new ShardId(3), new ShardId(4), new ShardId(5));
        HashKeyRange quarter = HashKeyRange.uniform(8).getFirst();
        assertThat(openShards().get(3).range()).isEqualTo(quarter);
        assertThat(dataStreams.describe(ORDERS).status()).isEqualTo(StreamStatus.ACTIVE);
    }

    @Test
    void aShardThatTakesManyBytesIsSplitToo() {
        create(StreamMode.ON_DEMAND);
        put(6, 1_000_000, HashKey.MAX);
        clock.advance(Duration.ofSeconds(10));

        scaling.look();

        assertThat(openShards()).hasSize(5);
    }

    @Test
    void aShardLessThanHalfFullIsLeftAlone() {
        create(StreamMode.ON_DEMAND);
        put(500, 100, HashKey.MIN);
        clock.advance(Duration.ofSeconds(10));
        scaling.look();
        put(500, 100, HashKey.MIN);
        clock.advance(Duration.ofSeconds(10));

        scaling.look();

        assertThat(openShards()).hasSize(4);
    }

    @Test
    void theAccountsShardsAreNotExceeded() {
        create(StreamMode.ON_DEMAND);
        for (HashKeyRange range : HashKeyRange.uniform(4)) {
            put(500, 10, range.start());
            put(500, 10, range.start());
        }
        clock.advance(Duration.ofSeconds(1));

        scaling.look();

        assertThat(openShards()).hasSize(6);
    }

    @Test
    void aDataStreamThatCannotBeSplitDoesNotKeepTheOthersFromIt() {
        DataStreamName others = new DataStreamName("others");
        create(ORDERS, StreamMode.ON_DEMAND, 2);
        create(others, StreamMode.ON_DEMAND, 2);
        for (DataStreamName name : List.of(ORDERS, others)) {
            put(name, 500, 10, HashKey.MIN);
            put(name, 500, 10, HashKey.MIN);
        }
        clock.advance(Duration.ofSeconds(1));
        store.refuse((_, saved) -> saved.name().equals(ORDERS));

        scaling.look();

        assertThat(openShards()).hasSize(2);
        assertThat(dataStreams.describe(others).openShards()).hasSize(3);
    }

    @Test
    void whatOneLookCountedIsNotCountedByTheNext() {
        create(StreamMode.ON_DEMAND);
        put(500, 10, HashKey.MIN);
        put(500, 10, HashKey.MIN);
        clock.advance(Duration.ofSeconds(1));
        store.refuse((_, _) -> true);
        scaling.look();
        store.refuseNothing();
        clock.advance(Duration.ofSeconds(1));

        scaling.look();

        assertThat(openShards()).hasSize(4);
    }

    @Test
    void whatWasWrittenBeforeTheClockWasSetBackIsNoLoad() {
        create(StreamMode.ON_DEMAND);
        for (int i = 0; i < 11; i++) {
            put(500, 10, HashKey.MIN);
        }
        clock.advance(Duration.ofHours(-1));
        scaling.look();
        clock.advance(Duration.ofSeconds(10));

        scaling.look();

        assertThat(openShards()).hasSize(4);
    }

    @Test
    void loadIsSeenAgainAfterTheClockWasSetBack() {
        create(StreamMode.ON_DEMAND);
        clock.advance(Duration.ofHours(-1));
        scaling.look();
        for (int i = 0; i < 11; i++) {
            put(500, 10, HashKey.MIN);
        }
        clock.advance(Duration.ofSeconds(10));

        scaling.look();

        assertThat(openShards()).hasSize(5);
    }

    @Test
    void aProvisionedDataStreamIsNeverSplitByItself() {
        create(StreamMode.PROVISIONED);
        put(500, 10, HashKey.MIN);
        put(500, 10, HashKey.MIN);
        clock.advance(Duration.ofSeconds(1));

        scaling.look();

        assertThat(openShards()).hasSize(4);
    }
}
