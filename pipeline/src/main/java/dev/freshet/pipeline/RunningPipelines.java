package dev.freshet.pipeline;

import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines of this process, at most one a CDC stream. The map is guarded by this object's monitor; pipelines are
 * closed outside of it.
 */
public final class RunningPipelines implements AutoCloseable {
    private final PipelineContext context;
    private final Map<PipelineId, Pipeline> pipelines = new HashMap<>();
    private boolean closed;

    public RunningPipelines(
            CheckpointStore checkpoints,
            PipelineConfig config,
            Failpoints failpoints,
            InstantSource clock,
            RandomGenerator random) {
        this.context = new PipelineContext(checkpoints, config, failpoints, clock, random);
    }

    /** Starts a pipeline that may make its slot and fence; what an earlier process made is taken up. */
    public void begin(PipelineId id, Route route, PipelineListener listener) {
        start(id, true, route, listener);
    }

    /** Starts a pipeline that delivered before; without its checkpoint it fails. */
    public void resume(PipelineId id, Route route, PipelineListener listener) {
        start(id, false, route, listener);
    }

    private synchronized void start(PipelineId id, boolean first, Route route, PipelineListener listener) {
        if (!closed) {
            pipelines.computeIfAbsent(id, _ -> Pipeline.start(id, first, route, listener, context));
        }
    }

    /**
     * Stops the pipeline if it runs, drops its slot and forgets its checkpoint; may be repeated.
     *
     * @throws dev.freshet.capture.CaptureException when the server does not answer
     */
    public void end(PipelineId id, ChangeLog log) throws InterruptedException {
        Pipeline pipeline = remove(id);
        if (pipeline != null) {
            pipeline.close();
        }
        log.drop();
        context.checkpoints().forget(id);
    }

    private synchronized @Nullable Pipeline remove(PipelineId id) {
        return pipelines.remove(id);
    }

    /**
     * Gives up the transaction that a CDC stream cannot get past; the pipeline skips it when it next comes there, also after
     * a restart.
     *
     * @return the transaction; empty when the CDC stream does not stand before one that commits at this position
     */
    public Optional<PoisonedTransaction> skip(PipelineId id, Lsn commitPosition) {
        Optional<PoisonedTransaction> poisoned = find(id).flatMap(Pipeline::poisoned)
                .filter(transaction -> transaction.commitPosition().equals(commitPosition));
        poisoned.ifPresent(transaction -> context.checkpoints().askToSkip(id, transaction));
        return poisoned;
    }

    /** How many transactions this CDC stream has skipped, ever. */
    public int skipped(PipelineId id) {
        return context.checkpoints().skipped(id);
    }

    private synchronized Optional<Pipeline> find(PipelineId id) {
        return Optional.ofNullable(pipelines.get(id));
    }

    public synchronized Optional<PipelineStatus> status(PipelineId id) {
        return Optional.ofNullable(pipelines.get(id)).map(Pipeline::status);
    }

    /** Closes all of them side by side; their slots and checkpoints stay. */
    @Override
    public void close() {
        List<Thread> closing = takeAll().stream()
                .map(pipeline -> Thread.ofVirtual().name("pipeline-close").start(pipeline::close))
                .toList();
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private synchronized List<Pipeline> takeAll() {
        closed = true;
        List<Pipeline> all = List.copyOf(pipelines.values());
        pipelines.clear();
        return all;
    }
}
