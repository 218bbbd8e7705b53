package dev.freshet.capture;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How capture uses the machine.
 *
 * @param memoryBytes of changes that one transaction may have before they go to disk; single rows come on top
 * @param spillFolder where they go; used by this capture alone
 * @param statusInterval how often PostgreSQL hears of us at least; well below its {@code wal_sender_timeout} (60 s)
 */
public record CaptureConfig(long memoryBytes, Path spillFolder, Duration statusInterval) {
    private static final long DEFAULT_MEMORY_BYTES = 64L << 20;
    private static final Duration DEFAULT_STATUS_INTERVAL = Duration.ofSeconds(10);

    public CaptureConfig {
        if (memoryBytes < 0) {
            throw new IllegalArgumentException("Memory cannot be " + memoryBytes + " bytes");
        }
        if (!statusInterval.isPositive()) {
            throw new IllegalArgumentException("The status interval must be positive, not " + statusInterval);
        }
    }

    public static CaptureConfig withDefaults(Path spillFolder) {
        return new CaptureConfig(DEFAULT_MEMORY_BYTES, spillFolder, DEFAULT_STATUS_INTERVAL);
    }
}
