package dev.freshet.delivery;

import java.util.List;

/**
 * The data stream that change records go to: put these records. Implemented over the AWS SDK and over the local
 * service; both pass one contract test.
 */
public interface Target {
    /**
     * The largest record (data and partition key, in bytes) that the data stream takes, as it says now.
     *
     * @throws TargetException when it cannot be asked
     */
    int maximumRecordBytes();

    /**
     * Puts up to 500 records and 10 MiB; answers one outcome a record, in their order.
     *
     * @throws TargetException when the call failed as a whole
     */
    List<PutOutcome> put(List<OutgoingRecord> records);

    /** One record of a call. */
    record OutgoingRecord(String partitionKey, byte[] data) {
        public int sizeBytes() {
            return partitionKey.length() + data.length;
        }
    }

    /** What became of one record. */
    sealed interface PutOutcome {
        record Accepted(String shardId, String sequenceNumber) implements PutOutcome {}

        record Refused(FailureKind kind, String message) implements PutOutcome {}
    }
}
