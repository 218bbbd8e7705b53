package dev.freshet.app.client;

/**
 * AWS's "no".
 *
 * <p>Its message has the form that the AWS CLI prints, so that people find it again.
 */
public final class AwsException extends RuntimeException {
    private final String operation;
    private final String code;
    private final String text;

    public AwsException(String operation, String code, String message) {
        super(code + " when calling " + operation + ": " + message);
        this.operation = operation;
        this.code = code;
        this.text = message;
    }

    /** The service's own words. */
    public String text() {
        return text;
    }

    public String operation() {
        return operation;
    }

    /** Such as {@code ResourceNotFoundException}. */
    public String code() {
        return code;
    }

    public boolean is(String expectedCode) {
        return code.equals(expectedCode);
    }
}
