package dev.freshet.kinesis.log;

/** The log could not do what was asked. Nothing that it acknowledged before is lost by that. */
public final class RecordLogException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Kind {
        /** The disk is full: what is there stays readable, and appends go on when there is room again. */
        DISK_FULL,
        /** A file does not hold what was written. */
        DAMAGED,
        /** The disk or the file system failed otherwise. */
        UNAVAILABLE,
        /** The log is closed. */
        CLOSED
    }

    private final Kind kind;

    public RecordLogException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RecordLogException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
