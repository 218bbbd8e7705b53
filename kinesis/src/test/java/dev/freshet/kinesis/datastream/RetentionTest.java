package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.log.Appended;
import dev.freshet.kinesis.log.Extent;
import dev.freshet.kinesis.log.LogShard;
import dev.freshet.kinesis.log.ReadLimit;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RecordLogException;
import dev.freshet.kinesis.log.ShardBatch;
import dev.freshet.kinesis.log.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetentionTest extends OwnDataStreams {
    private static final Duration OVER = Duration.ofHours(25);

    private DataStreams dataStreams() {
        DataStreams dataStreams = start();
        for (String name : List.of("a", "orders", "z")) {
            dataStreams.create(
                    new NewDataStream(new DataStreamName(name), StreamMode.PROVISIONED, 1, 1024, 0, Tags.NONE));
        }
        return dataStreams;
    }

    private void put(DataStreams dataStreams) {
        for (DataStream each : dataStreams.all()) {
            new RecordWriter(dataStreams, log, WriteLimits.OFF)
                    .put(each.name(), List.of(PutEntry.of("k", new byte[10])));
        }
    }

    private Extent extent(DataStream dataStream) {
        return log.extent(DataStreams.logShard(dataStream, dataStream.shards().getFirst()));
    }

    @Test
    void recordsGoWhenTheirTimeIsOverAndNoneBefore() {
        DataStreams dataStreams = dataStreams();
        put(dataStreams);
        clock.advance(OVER);
        put(dataStreams);

        new Retention(dataStreams, log).trim();

        assertThat(dataStreams.all()).extracting(this::extent).containsOnly(new Extent(1, 2));
    }

    @Test
    void aDamagedDataStreamDoesNotKeepTheOthersFromBeingTrimmed() {
        DataStreams dataStreams = dataStreams();
        put(dataStreams);
        clock.advance(OVER);
        DataStream damaged = dataStreams.describe(ORDERS);

        new Retention(dataStreams, damagedLog(log, damaged.id())).trim();

        assertThat(extent(damaged)).isEqualTo(new Extent(0, 1));
        assertThat(dataStreams.all())
                .filteredOn(each -> !each.equals(damaged))
                .extracting(this::extent)
                .containsOnly(new Extent(1, 1));
    }

    private void split(DataStreams dataStreams, String name) {
        new Capacity(dataStreams, new AccountSettings(store, clock))
                .split(new DataStreamName(name), new ShardId(0).toString(), new HashKey(1, 0));
    }

    @Test
    void theOthersAreTrimmedWhileOnesExpiredShardsCannotBeForgotten() {
        DataStreams dataStreams = dataStreams();
        put(dataStreams);
        split(dataStreams, "a");
        clock.advance(OVER);
        store.refuse((call, _) -> call == FakeDataStreamStore.Call.SAVE_WITH_SHARDS);

        new Retention(dataStreams, log).trim();

        assertThat(dataStreams.all()).extracting(this::extent).containsOnly(new Extent(1, 1));
        assertThat(dataStreams.describe(new DataStreamName("a")).shards()).hasSize(3);
        store.refuseNothing();
        new Retention(dataStreams, log).trim();
        assertThat(dataStreams.describe(new DataStreamName("a")).shards())
                .extracting(Shard::id)
                .containsExactly(new ShardId(1), new ShardId(2));
    }

    @Test
    void putsGoOnWhileExpiredShardsCannotBeForgotten() {
        DataStreams dataStreams = dataStreams();
        split(dataStreams, "a");
        clock.advance(OVER);
        store.refuse((_, _) -> true);

        new Retention(dataStreams, log).trim();

        assertThat(new RecordWriter(dataStreams, log, WriteLimits.OFF)
                        .put(new DataStreamName("a"), List.of(PutEntry.of("k", new byte[10]))))
                .hasOnlyElementsOfType(PutOutcome.Accepted.class);
    }

    @Test
    void aClosedShardStaysWhileItHasRecordsThatArrivedAfterItByAClockSetBack() {
        DataStreams dataStreams = dataStreams();
        clock.advance(Duration.ofHours(2));
        put(dataStreams);
        clock.advance(Duration.ofHours(-2));
        split(dataStreams, "a");
        clock.advance(OVER);

        new Retention(dataStreams, log).trim();

        DataStream a = dataStreams.describe(new DataStreamName("a"));
        assertThat(a.shards()).hasSize(3);
        assertThat(extent(a)).isEqualTo(new Extent(0, 1));
        clock.advance(OVER);
        new Retention(dataStreams, log).trim();
        assertThat(dataStreams.describe(a.name()).shards()).hasSize(2);
    }

    @Test
    void aPeriodIncreasedMeanwhileLosesNothingThatItPromised() {
        DataStreams dataStreams = dataStreams();
        put(dataStreams);
        clock.advance(Duration.ofHours(24).minusMinutes(1));
        UUID first = dataStreams.describe(new DataStreamName("a")).id();
        RecordLog slow = new WatchedLog(log, shard -> {
            if (shard.dataStream().equals(first)) {
                dataStreams.updateSettings(ORDERS, settings -> settings.withRetentionHours(48));
                clock.advance(Duration.ofMinutes(2));
            }
        });

        new Retention(dataStreams, slow).trim();

        assertThat(extent(dataStreams.describe(ORDERS))).isEqualTo(new Extent(0, 1));
    }

    /** A log in which one data stream's records cannot be read. */
    private static RecordLog damagedLog(RecordLog log, UUID damaged) {
        return new WatchedLog(log, shard -> {
            if (shard.dataStream().equals(damaged)) {
                throw new RecordLogException(RecordLogException.Kind.DAMAGED, "flipped");
            }
        });
    }

    /** A log that says when it is read. */
    private record WatchedLog(RecordLog log, Consumer<LogShard> reading) implements RecordLog {
        private void check(LogShard shard) {
            reading.accept(shard);
        }

        @Override
        public List<Appended> append(List<ShardBatch> batches) {
            return log.append(batches);
        }

        @Override
        public Slice read(LogShard shard, long fromIndex, ReadLimit limit) {
            check(shard);
            return log.read(shard, fromIndex, limit);
        }

        @Override
        public long seek(LogShard shard, Instant time) {
            check(shard);
            return log.seek(shard, time);
        }

        @Override
        public Extent extent(LogShard shard) {
            return log.extent(shard);
        }

        @Override
        public boolean await(LogShard shard, long index, Duration patience) throws InterruptedException {
            return log.await(shard, index, patience);
        }

        @Override
        public void trim(LogShard shard, long beforeIndex) {
            log.trim(shard, beforeIndex);
        }

        @Override
        public void drop(UUID dataStream) {
            log.drop(dataStream);
        }

        @Override
        public void reclaim() {
            log.reclaim();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
