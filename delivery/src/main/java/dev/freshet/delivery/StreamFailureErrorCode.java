package dev.freshet.delivery;

/** Why a CDC stream is IMPAIRED or FAILED, by the names that GetStream's {@code statusReason.error} knows. */
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
