package dev.freshet.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Jittered exponential waiting: the n-th wait is drawn evenly from the upper half of {@code first * 2^n}, never above
 * {@code longest}.
 */
public record Backoff(Duration first, Duration longest) {
    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("A backoff from " + first + " up to " + longest);
        }
    }

    /** @param failures how often it has failed so far, from 1 */
    public Duration delay(int failures, RandomGenerator random) {
        long longestNanos = longest.toNanos();
        int doublings = Math.min(failures - 1, 62 - (64 - Long.numberOfLeadingZeros(first.toNanos())));
        long ceiling = Math.min(longestNanos, first.toNanos() << Math.max(0, doublings));
        return Duration.ofNanos(ceiling / 2 + random.nextLong(ceiling - ceiling / 2 + 1));
    }
}
