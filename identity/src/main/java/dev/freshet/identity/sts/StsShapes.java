package dev.freshet.identity.sts;

/** The string shapes of STS's service model. */
final class StsShapes {
    static final int MIN_ARN = 20;
    static final int MAX_ARN = 2048;

    /** As the model has it. Java reads the last range otherwise than it was meant, and lets more through. */
    static final String ARN =
            "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+";

    static final String NAME = "[\\w+=,.@-]*";
    static final int MIN_NAME = 2;
    static final int MAX_NAME = 64;
    static final String EXTERNAL_ID = "[\\w+=,.@:\\/-]*";
    static final int MAX_EXTERNAL_ID = 1224;
    static final String SERIAL_NUMBER = "[\\w+=/:,.@-]*";
    static final int MIN_SERIAL_NUMBER = 9;
    static final int MAX_SERIAL_NUMBER = 256;
    static final String TOKEN_CODE = "[\\d]*";
    static final int TOKEN_CODE_LENGTH = 6;
    static final String DOCUMENT = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
    static final String TAG_KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+";
    static final int MAX_TAG_KEY = 128;
    static final String TAG_VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";
    static final int MAX_TAG_VALUE = 256;
    static final int MAX_TAGS = 50;
    static final int MIN_SESSION_SECONDS = 900;
    static final int MAX_ROLE_SESSION_SECONDS = 43_200;
    static final int MAX_USER_SESSION_SECONDS = 129_600;

    private StsShapes() {}
}
