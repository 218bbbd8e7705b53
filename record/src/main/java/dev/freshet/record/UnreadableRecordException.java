package dev.freshet.record;

/** Bytes that are no change record. What to do with them (pass over, stop) is the caller's to decide. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    UnreadableRecordException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong. */
    public enum Kind {
        /** Not JSON text in UTF-8, or cut off. */
        NOT_JSON,
        /** JSON, but a member of the envelope is missing, twice there, or of another type: somebody else's record. */
        NOT_A_CHANGE_RECORD,
        /** A change record in a format that this library does not know: take a newer one. */
        UNKNOWN_FORMAT
    }
}
