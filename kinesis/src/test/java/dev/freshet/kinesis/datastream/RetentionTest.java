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

        new Retention(dataStreams, new DamagedLog(log, damaged.id())).trim();

        assertThat(extent(damaged)).isEqualTo(new Extent(0, 1));
        assertThat(dataStreams.all())
                .filteredOn(each -> !each.equals(damaged))
                .extracting(this::extent)
                .containsOnly(new Extent(1, 1));
    }

    /** A log in which one data stream's records cannot be read. */
    private record DamagedLog(RecordLog log, UUID damaged) implements RecordLog {
        private void check(LogShard shard) {
            if (shard.dataStream().equals(damaged)) {
                throw new RecordLogException(RecordLogException.Kind.DAMAGED, "flipped");
            }
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
