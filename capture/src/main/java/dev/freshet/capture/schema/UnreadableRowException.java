package dev.freshet.capture.schema;

/** A row of the log that does not fit its table. */
public final class UnreadableRowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnreadableRowException(String message) {
        super(message);
    }

    public UnreadableRowException(String message, Throwable cause) {
        super(message, cause);
    }
}
