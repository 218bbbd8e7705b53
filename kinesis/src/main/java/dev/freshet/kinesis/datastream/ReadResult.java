package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a read found.
 *
 * @param next where to go on; empty at the end of a closed shard
 * @param behindLatest how far the reader is behind the shard's newest record; zero when it has caught up
 * @param children of a closed shard, at its end only
 */
public record ReadResult(
        List<DataRecord> records, Optional<ShardPosition> next, Duration behindLatest, List<Shard> children) {
    public ReadResult {
        records = List.copyOf(records);
        children = List.copyOf(children);
    }

    /** As the log counts them: partition keys and data. */
    public int bytes() {
        int bytes = 0;
        for (DataRecord record : records) {
            bytes += record.partitionKey().length() + record.data().length;
        }
        return bytes;
    }
}
