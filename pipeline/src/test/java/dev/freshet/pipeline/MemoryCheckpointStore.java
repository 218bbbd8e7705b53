package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import dev.freshet.catalog.CatalogException;
import dev.freshet.record.ClusterId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checkpoints in memory; it outlives a pipeline on it, and is away when the test says so. */
final class MemoryCheckpointStore implements CheckpointStore {
    private final Map<PipelineId, Checkpoint> checkpoints = new HashMap<>();
    private final Map<ClusterId, Long> forgotten = new HashMap<>();
    private int failures;
    private int wholeSaves;

    @Override
    public synchronized Optional<Checkpoint> find(PipelineId id) {
        return Optional.ofNullable(checkpoints.get(id));
    }

    @Override
    public synchronized void save(PipelineId id, Checkpoint checkpoint) {
        failIfAway();
        wholeSaves++;
        checkpoints.put(id, checkpoint);
    }

    @Override
    public synchronized void savePosition(PipelineId id, Checkpoint checkpoint) {
        failIfAway();
        Checkpoint old = checkpoints.get(id);
        if (old == null || checkpoint.position().isBefore(old.position())) {
            throw new IllegalStateException("No checkpoint of " + id + " to move");
        }
        checkpoints.put(
                id,
                new Checkpoint(
                        checkpoint.position(), checkpoint.lastCommitTimeNanos(), old.schema(), checkpoint.server()));
    }

    @Override
    public synchronized void forget(PipelineId id) {
        Checkpoint old = checkpoints.remove(id);
        if (old != null) {
            forgotten.merge(id.cluster(), old.lastCommitTimeNanos(), Math::max);
        }
    }

    @Override
    public synchronized long latestCommitTimeNanos(ClusterId cluster) {
        long kept = checkpoints.entrySet().stream()
                .filter(entry -> entry.getKey().cluster().equals(cluster))
                .mapToLong(entry -> entry.getValue().lastCommitTimeNanos())
                .max()
                .orElse(0);
        return Math.max(kept, forgotten.getOrDefault(cluster, 0L));
    }

    private void failIfAway() {
        if (failures > 0) {
            failures--;
            throw new CatalogException(
                    CatalogException.Kind.AWAY, "The catalog is away", new IllegalStateException("as the test wants"));
        }
    }

    synchronized void failNextSaves(int times) {
        failures = times;
    }

    synchronized int wholeSaves() {
        return wholeSaves;
    }
}
