package dev.freshet.gateway.signature;

/** Why a request is not believed to come from a key's owner. Without a stack trace: it is an answer, not a fault. */
public final class SignatureRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    SignatureRefusedException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** AWS's sentence for it. */
    public String text() {
        return String.valueOf(getMessage());
    }

    /** The kinds of refusal that AWS gives different codes. */
    public enum Reason {
        /** No signature at all. */
        MISSING,
        /** Parts are missing or cannot be read. */
        INCOMPLETE,
        /** No such key, or its session token is missing or another one. */
        UNKNOWN_KEY,
        /** Made over something else, with another secret, for another scope, or at another time. */
        WRONG,
        /** Temporary credentials that have ended. */
        TOKEN_EXPIRED
    }
}
