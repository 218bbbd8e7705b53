package dev.freshet.pipeline;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What all pipelines of a process work with. */
record PipelineContext(
        CheckpointStore checkpoints,
        PipelineConfig config,
        Failpoints failpoints,
        InstantSource clock,
        RandomGenerator random) {
    /** The same with other randomness, for a thread of its own. */
    PipelineContext with(RandomGenerator other) {
        return new PipelineContext(checkpoints, config, failpoints, clock, other);
    }
}
