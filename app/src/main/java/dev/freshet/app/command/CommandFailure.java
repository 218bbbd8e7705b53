package dev.freshet.app.command;

/** A command cannot do what it was asked to. The message is the one line that its user sees; the exit code is 1. */
public final class CommandFailure extends RuntimeException {
    public CommandFailure(String message) {
        super(message);
    }

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
