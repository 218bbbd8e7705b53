package dev.freshet.kinesis.datastream;

import java.util.UUID;

/**
 * A place in a shard: the record that is read next.
 *
 * @param dataStream tells it from another data stream of the name
 * @param index in the log; the record there may be trimmed, or still to come
 */
public record ShardPosition(DataStreamName name, UUID dataStream, ShardId shard, long index) {
    ShardPosition at(long newIndex) {
        return new ShardPosition(name, dataStream, shard, newIndex);
    }
}
