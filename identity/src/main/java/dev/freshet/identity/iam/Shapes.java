package dev.freshet.identity.iam;

/** The string shapes of IAM's service model that several operations share. */
final class Shapes {
    static final String PATH = "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)";
    static final String PATH_PREFIX = "\\u002F[\\u0021-\\u007F]*";
    static final String POLICY_PATH = "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/";
    static final int MAX_PATH = 512;

    /** Of roles, users, policies; their greatest lengths differ. */
    static final String NAME = "[\\w+=,.@-]+";

    static final int MAX_ROLE_NAME = 64;
    static final int MAX_USER_NAME = 64;
    static final int MAX_EXISTING_USER_NAME = 128;
    static final int MAX_POLICY_NAME = 128;

    static final String DOCUMENT = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
    static final int MAX_DOCUMENT = 131_072;

    static final String ROLE_DESCRIPTION = "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*";
    static final int MAX_DESCRIPTION = 1000;
    static final int MIN_SESSION_SECONDS = 3600;
    static final int MAX_SESSION_SECONDS = 43_200;

    static final int MIN_ARN = 20;
    static final int MAX_ARN = 2048;

    static final String TAG_KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+";
    static final int MAX_TAG_KEY = 128;
    static final String TAG_VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";
    static final int MAX_TAG_VALUE = 256;

    static final String MARKER = "[\\u0020-\\u00FF]+";
    static final int MAX_MARKER = 320;
    static final int MAX_ITEMS = 1000;

    static final String KEY_ID = "[\\w]+";
    static final int MIN_KEY_ID = 16;
    static final int MAX_KEY_ID = 128;

    static final String VERSION_ID = "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?";

    private Shapes() {}
}
