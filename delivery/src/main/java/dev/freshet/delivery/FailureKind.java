package dev.freshet.delivery;

/** What went wrong with a put. */
public enum FailureKind {
    /** The data stream takes no more for the moment. */
    THROTTLED,
    /** The data stream does not exist. */
    STREAM_NOT_FOUND,
    /** The role may not be assumed. */
    ROLE_REFUSED,
    /** The role may not put records. */
    ACCESS_DENIED,
    /** The data stream's key cannot be used. */
    KEY_REFUSED,
    /** The record is larger than the data stream allows. */
    RECORD_TOO_LARGE,
    /** The target is away, or failed inside. */
    UNAVAILABLE
}
