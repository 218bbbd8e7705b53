package dev.freshet.kinesis.log;

import java.util.List;

/** The records of one call that go to one shard, in order. */
public record ShardBatch(LogShard shard, List<NewRecord> records) {
    public ShardBatch {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("A batch without records was appended to " + shard);
        }
    }
}
