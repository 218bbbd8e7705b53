package dev.freshet.kinesis.log;

/**
 * A record on its way into the log, which does not look inside.
 *
 * @param partitionKey UTF-8
 */
@SuppressWarnings(
        "ArrayRecordComponent") // Carried, never compared; copying each record twice would cost a tenth of a put.
public record NewRecord(byte[] partitionKey, byte[] data) {
    public int sizeBytes() {
        return partitionKey.length + data.length;
    }
}
