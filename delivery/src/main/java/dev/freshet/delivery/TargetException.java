package dev.freshet.delivery;

/** A call to the target failed as a whole. */
public final class TargetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final FailureKind kind;

    public TargetException(FailureKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public TargetException(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
