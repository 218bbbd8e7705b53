package dev.freshet.kinesis.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it, forwards or backwards. */
public final class AdjustableClock implements InstantSource {
    private volatile Instant now;

    public AdjustableClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
