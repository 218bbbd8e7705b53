package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.record.ClusterId;
import java.util.Optional;

/** Where checkpoints are durable. All methods throw {@link dev.freshet.catalog.CatalogException} when it is away. */
public interface CheckpointStore {
    Optional<Checkpoint> find(PipelineId id);

    /** Writes all of it, whether there was one before or not; durable when this returns. */
    void save(PipelineId id, Checkpoint checkpoint);

    /**
     * The same for a checkpoint whose schema is the one saved last: the schema, which can be large, is left as it is.
     *
     * @throws IllegalStateException when there is none, or it is further: a checkpoint never moves back
     */
    void savePosition(PipelineId id, Checkpoint checkpoint);

    /** Keeps that an operator gives this transaction up. */
    void askToSkip(PipelineId id, PoisonedTransaction transaction);

    /** Whether the transaction that commits there was given up. */
    boolean isToBeSkipped(PipelineId id, Lsn commitPosition);

    /**
     * Moves the position past a transaction that was given up, and counts it, in one step.
     *
     * @param checkpoint as that of {@link #savePosition}
     */
    void skip(PipelineId id, Checkpoint checkpoint, PoisonedTransaction transaction);

    /** How many transactions this CDC stream has skipped. */
    int skipped(PipelineId id);

    /** Forgets where the CDC stream was; not what its cluster's time was. */
    void forget(PipelineId id);

    /**
     * The latest {@code source.ts_ns} that any checkpoint of the cluster has had, 0 when there was none: a new fence's
     * floor must not lie before it.
     */
    long latestCommitTimeNanos(ClusterId cluster);
}
