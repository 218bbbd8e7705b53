package dev.freshet.app;

import org.jspecify.annotations.Nullable;

/** Freshet could not start, for a reason that its user can do something about. */
public final class StartException extends RuntimeException {
    private final transient StartFailure failure;

    public StartException(StartFailure failure, @Nullable Throwable cause) {
        super(failure.describe(), cause);
        this.failure = failure;
    }

    public StartFailure failure() {
        return failure;
    }
}
