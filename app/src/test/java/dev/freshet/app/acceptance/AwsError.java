package dev.freshet.app.acceptance;

import tools.jackson.databind.JsonNode;

/** An error that a service answered, as boto3 shows it. */
final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String text;
    private final int status;
    private final transient JsonNode members;

    AwsError(String call, JsonNode error) {
        super(call + " answered " + error);
        this.code = error.path("code").asString();
        this.text = error.path("message").asString();
        this.status = error.path("status").asInt();
        this.members = error.path("members");
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }

    int status() {
        return status;
    }

    /** What the error carries beside code and message, such as {@code resourceId}. */
    JsonNode members() {
        return members;
    }
}
