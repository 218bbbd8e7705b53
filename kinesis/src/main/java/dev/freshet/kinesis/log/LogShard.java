package dev.freshet.kinesis.log;

import java.util.UUID;

/**
 * One shard of one data stream, as the log knows it.
 *
 * @param dataStream the data stream's own id, which a later data stream of the same name does not share
 * @param shard the shard's number within it
 */
public record LogShard(UUID dataStream, int shard) {
    public LogShard {
        if (shard < 0) {
            throw new IllegalArgumentException("A shard's number is not negative, but this is " + shard);
        }
    }
}
