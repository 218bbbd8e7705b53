package dev.freshet.gateway.protocol;

/** A body that cannot be read. It carries no stack trace: the client is at fault, and there may be many. */
final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableException(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
