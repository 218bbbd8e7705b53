package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import java.util.Optional;

/** Where checkpoints are durable. */
public interface CheckpointStore {
    Optional<Checkpoint> find(PipelineId id);

    /** Writes all of it, whether there was one before or not; durable when this returns. */
    void save(PipelineId id, Checkpoint checkpoint);

    /** The same for a checkpoint whose schema is the one saved last: the schema, which can be large, is left as it is. */
    void savePosition(PipelineId id, Checkpoint checkpoint);

    void forget(PipelineId id);
}
