package dev.freshet.capture;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How capture uses the machine.
 *
 * @param memoryBytes of changes that one transaction may have before they go to disk; single rows come on top
 * @param spillFolder where they go; used by this capture alone
 * @param statusInterval how often PostgreSQL hears of us at least, and is asked for an answer; well below its {@code
 *     wal_sender_timeout} (60 s)
 * @param silence how long nothing may come from PostgreSQL, which answers at every status interval, before its connection
 *     counts as lost
 */
public record CaptureConfig(long memoryBytes, Path spillFolder, Duration statusInterval, Duration silence) {
    private static final long DEFAULT_MEMORY_BYTES = 64L << 20;
    private static final Duration DEFAULT_STATUS_INTERVAL = Duration.ofSeconds(10);

    /** As long as PostgreSQL's own {@code wal_receiver_timeout} unless configured. */
    static final Duration DEFAULT_SILENCE = Duration.ofSeconds(60);

    public CaptureConfig {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("Memory cannot be " + memoryBytes + " bytes");
        }
        if (!statusInterval.isPositive()) {
            throw new IllegalArgumentException("The status interval must be positive, not " + statusInterval);
        }
        if (silence.compareTo(statusInterval) <= 0) {
            throw new IllegalArgumentException("A silence of " + silence + " is no longer than the status interval");
        }
    }

    public static CaptureConfig withDefaults(Path spillFolder) {
        return new CaptureConfig(DEFAULT_MEMORY_BYTES, spillFolder, DEFAULT_STATUS_INTERVAL, DEFAULT_SILENCE);
    }
}
