package dev.freshet.app;

import dev.freshet.app.status.Status;

/** A Freshet that is up. */
public interface RunningFreshet extends AutoCloseable {
    Status status();

    /** Stops everything in order, from source to target; returns when it is stopped, the second time at once. */
    @Override
    void close();
}
