package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.HashKeyRange;
import dev.freshet.kinesis.datastream.SequenceNumber;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shard as DescribeStream and ListShards answer it. */
record ShardDescription(
        String shardId,
        @Nullable String parentShardId,
        @Nullable String adjacentParentShardId,
        KeyRange hashKeyRange,
        NumberRange sequenceNumberRange) {
    /** The shard's {@code HashKeyRange}. */
    record KeyRange(String startingHashKey, String endingHashKey) {
        static KeyRange of(HashKeyRange range) {
            return new KeyRange(range.start().toString(), range.end().toString());
        }
    }

    /** The shard's {@code SequenceNumberRange}; an open shard's has no end. */
    record NumberRange(
            String startingSequenceNumber, @Nullable String endingSequenceNumber) {}

    /** A {@code ChildShard}: what follows a shard that ended. */
    record Child(String shardId, List<String> parentShards, KeyRange hashKeyRange) {
        static Child of(Shard shard) {
            return new Child(
                    shard.id().toString(),
                    shard.parents().stream().map(ShardId::toString).toList(),
                    KeyRange.of(shard.range()));
        }
    }

    static ShardDescription of(Shard shard) {
        return new ShardDescription(
                shard.id().toString(),
                shard.parent().map(ShardId::toString).orElse(null),
                shard.adjacentParent().map(ShardId::toString).orElse(null),
                KeyRange.of(shard.range()),
                new NumberRange(
                        shard.startingSequenceNumber().toString(),
                        shard.endingSequenceNumber()
                                .map(SequenceNumber::toString)
                                .orElse(null)));
    }
}
