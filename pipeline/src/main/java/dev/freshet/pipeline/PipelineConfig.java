package dev.freshet.pipeline;

import dev.freshet.delivery.Backoff;
import dev.freshet.delivery.DeliveryConfig;
import java.time.Duration;

/**
 * How a pipeline runs.
 *
 * @param checkpointInterval least time between two checkpoints: what a crash delivers twice
 * @param quietInterval least time between two checkpoints of a log in which nothing is to be delivered
 * @param healthInterval time between two looks at the health
 * @param openTransactions how many transactions may wait for their delivery, or for that of one before them
 * @param restart how long to wait before capture is tried again
 * @param failureThreshold lag beyond which an impaired CDC stream fails
 * @param drainPatience how long a pipeline that closes waits for what it handed over
 */
public record PipelineConfig(
        DeliveryConfig delivery,
        Duration checkpointInterval,
        Duration quietInterval,
        Duration healthInterval,
        int openTransactions,
        Backoff restart,
        Duration failureThreshold,
        Duration drainPatience) {
    public static final PipelineConfig DEFAULT = new PipelineConfig(
            DeliveryConfig.DEFAULT,
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofMillis(250),
            100_000,
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)),
            Duration.ofDays(7),
            Duration.ofSeconds(2));

    public PipelineConfig {
        if (openTransactions < 1 || !failureThreshold.isPositive() || drainPatience.isNegative()) {
            throw new IllegalArgumentException("A pipeline needs open transactions and a failure threshold");
        }
    }
}
