package dev.freshet.app.acceptance;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is done when it is first asked for, and only then; when that failed, it stays failed. */
final class Once<T> {
    private final Supplier<T> step;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Once(Supplier<T> step) {
        this.step = step;
    }

    synchronized T get() {
        if (failure != null) {
            throw new AssertionError("failed before", failure);
        }
        if (result == null) {
            try {
                result = step.get();
            } catch (RuntimeException | Error e) {
                failure = e;
                throw e;
            }
        }
        return result;
    }
}
