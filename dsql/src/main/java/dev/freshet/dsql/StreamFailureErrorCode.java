package dev.freshet.dsql;

/** What GetStream's {@code statusReason.error} can say (Aurora DSQL API reference, {@code StatusReason}). */
public enum StreamFailureErrorCode {
    KINESIS_THROUGHPUT_EXCEEDED,
    KINESIS_STREAM_NOT_FOUND,
    ROLE_ACCESS_DENIED,
    KINESIS_ACCESS_DENIED,
    KINESIS_KMS_ACCESS_DENIED,
    KINESIS_OVERSIZE_RECORD,
    CLUSTER_CMK_INACCESSIBLE,
    INTERNAL_ERROR
}
