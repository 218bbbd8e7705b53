package dev.freshet.kinesis.datastream;

/** What became of one record of a call. */
public sealed interface PutOutcome {
    /** It is durable. */
    record Accepted(ShardId shard, SequenceNumber sequenceNumber) implements PutOutcome {}

    /** It was not put; trying again later may work. */
    record Refused(Reason reason, String message) implements PutOutcome {}

    /** Why a single record is refused. */
    enum Reason {
        THROTTLED("ProvisionedThroughputExceededException"),
        INTERNAL_FAILURE("InternalFailure");

        private final String errorCode;

        Reason(String errorCode) {
            this.errorCode = errorCode;
        }

        /** As PutRecords answers it. */
        public String errorCode() {
            return errorCode;
        }
    }
}
