package dev.freshet.kinesis.datastream;

import java.util.Optional;

/**
 * A record to be put.
 *
 * @param partitionKey 1 to 256 characters
 * @param explicitHashKey in place of the partition key's MD5
 */
@SuppressWarnings("ArrayRecordComponent") // Carried, never compared; records are not copied on their way to the log.
public record PutEntry(String partitionKey, Optional<HashKey> explicitHashKey, byte[] data) {
    public static PutEntry of(String partitionKey, byte[] data) {
        return new PutEntry(partitionKey, Optional.empty(), data);
    }
}
