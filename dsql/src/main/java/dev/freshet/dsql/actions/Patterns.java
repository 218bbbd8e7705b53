package dev.freshet.dsql.actions;

/** The string shapes of the service model that several operations share. */
final class Patterns {
    static final String CLUSTER_ID = "[a-z0-9]{26}";
    static final String STREAM_ID = "[a-z0-9]{26}";
    static final String CLIENT_TOKEN = "[!-~]+";
    static final String TAG = "[a-zA-Z0-9_.:/=+\\-@ ]*";
    static final String KMS_KEY = "[a-zA-Z0-9:/_-]+";
    static final String RESOURCE_ARN = "arn:.+";

    private Patterns() {}
}
