package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.catalog.CatalogException;
import dev.freshet.record.ClusterId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checkpoints in memory; it outlives a pipeline on it, and is away when the test says so. */
final class MemoryCheckpointStore implements CheckpointStore {
    private final Map<PipelineId, Checkpoint> checkpoints = new HashMap<>();
    private final Map<ClusterId, Long> forgotten = new HashMap<>();
    private final Map<Skip, Boolean> skips = new HashMap<>();
    private int failures;
    private int wholeSaves;

    private record Skip(PipelineId id, Lsn commitPosition) {}

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
    public synchronized void askToSkip(PipelineId id, PoisonedTransaction transaction) {
        skips.putIfAbsent(new Skip(id, transaction.commitPosition()), false);
    }

    @Override
    public synchronized boolean isToBeSkipped(PipelineId id, Lsn commitPosition) {
        return skips.containsKey(new Skip(id, commitPosition));
    }

    @Override
    public synchronized void skip(PipelineId id, Checkpoint checkpoint, PoisonedTransaction transaction) {
        savePosition(id, checkpoint);
        skips.put(new Skip(id, transaction.commitPosition()), true);
    }

    @Override
    public synchronized int skipped(PipelineId id) {
        return (int) skips.entrySet().stream()
                .filter(skip -> skip.getKey().id().equals(id) && skip.getValue())
                .count();
    }

    @Override
    public synchronized void forget(PipelineId id) {
        skips.keySet().removeIf(skip -> skip.id().equals(id));
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
