package dev.freshet.kinesis.log;

import java.time.Instant;

/**
 * A record as the log gives it back.
 *
 * @param index its place in its shard: the first is 0, each following one more
 * @param arrival when the log took it, in whole milliseconds
 * @param partitionKey UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
public record StoredRecord(long index, Instant arrival, byte[] partitionKey, byte[] data) {
    public int sizeBytes() {
        return partitionKey.length + data.length;
    }
}
