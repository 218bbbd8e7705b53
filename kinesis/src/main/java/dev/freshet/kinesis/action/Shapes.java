package dev.freshet.kinesis.action;

/** The constrained strings of Kinesis's service model. */
final class Shapes {
    static final String NAME = "[a-zA-Z0-9_.-]+";
    static final int NAME_MAX = 128;
    static final String STREAM_ARN = "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+";
    /** A member of many requests that AWS documents as not implemented: it is checked, and means nothing. */
    static final String STREAM_ID = "[a-z0-9]{20}-[a-z0-9]{3}";

    static final int STREAM_ID_MAX = 24;
    static final String RESOURCE_ARN = "arn:aws.*:kinesis:.*:\\d{12}:.*stream/\\S+";
    static final String CONSUMER_ARN =
            "^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+";
    static final int ARN_MAX = 2048;
    static final String HASH_KEY = "0|([1-9]\\d{0,38})";
    static final String SEQUENCE_NUMBER = "0|([1-9]\\d{0,128})";
    static final int PARTITION_KEY_MAX = 256;
    static final int DATA_BYTES_MAX = 10_485_760;
    static final int NEXT_TOKEN_MAX = 1_048_576;
    static final int LIST_MAX = 10_000;
    static final int TAGS_MAX = 200;
    static final int TAG_KEYS_MAX = 50;
    static final int TAG_KEY_MAX = 128;
    static final int TAG_VALUE_MAX = 256;

    private Shapes() {}
}
