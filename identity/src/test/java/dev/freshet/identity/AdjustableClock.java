package dev.freshet.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until moved. */
public final class AdjustableClock implements InstantSource {
    private volatile Instant now;

    public AdjustableClock(Instant now) {
        this.now = now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
