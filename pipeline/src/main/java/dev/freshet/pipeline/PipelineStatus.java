package dev.freshet.pipeline;

import dev.freshet.delivery.DeliveryCounts;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A pipeline at one moment.
 *
 * @param lag age of the oldest record that is captured and not delivered; zero when there is none
 * @param delivered since this process started the pipeline
 * @param retainedLogBytes how much log the server keeps for it; empty while that is not known
 */
public record PipelineStatus(
        PipelineHealth health, Duration lag, DeliveryCounts delivered, OptionalLong retainedLogBytes) {}
