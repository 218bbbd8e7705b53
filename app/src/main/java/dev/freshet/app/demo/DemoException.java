package dev.freshet.app.demo;

import org.jspecify.annotations.Nullable;

/** A step did not come to its end. */
public final class DemoException extends RuntimeException {
    public DemoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
