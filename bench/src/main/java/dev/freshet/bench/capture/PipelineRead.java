package dev.freshet.bench.capture;

import dev.freshet.capture.CaptureConfig;
import dev.freshet.delivery.Target;
import dev.freshet.pipeline.CaptureLog;
import dev.freshet.pipeline.CheckpointStore;
import dev.freshet.pipeline.Failpoints;
import dev.freshet.pipeline.PipelineConfig;
import dev.freshet.pipeline.PipelineHealth;
import dev.freshet.pipeline.PipelineId;
import dev.freshet.pipeline.PipelineListener;
import dev.freshet.pipeline.Route;
import dev.freshet.pipeline.RunningPipelines;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The log through a whole pipeline: capture, delivery, checkpoints in a catalog, confirmation to the server. */
final class PipelineRead implements Way {
    private final String name;
    private final Target target;
    private final CheckpointStore checkpoints;
    private final Path spillFolder;

    PipelineRead(String name, Target target, CheckpointStore checkpoints, Path spillFolder) {
        this.name = name;
        this.target = target;
        this.checkpoints = checkpoints;
        this.spillFolder = spillFolder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reading read(PreparedLog log) throws InterruptedException, ExecutionException {
        PipelineId id = log.copySlot();
        checkpoints.save(id, log.checkpoint());
        CaptureLog captureLog = captureLog(id, log);
        CompletableFuture<Void> done = new CompletableFuture<>();
        CountingTarget counting = new CountingTarget(target, log.rows(), done);
        try (RunningPipelines pipelines = pipelines(checkpoints)) {
            Reading.Clock clock = Reading.start();
            pipelines.resume(id, new Route(captureLog, counting), new Failing(done));
            done.get();
            Reading reading = clock.stop(log.rows());
            pipelines.end(id, captureLog);
            return reading;
        }
    }

    private CaptureLog captureLog(PipelineId id, PreparedLog log) {
        return new CaptureLog(
                id,
                log::database,
                checkpoints,
                CaptureConfig.withDefaults(spillFolder.resolve(id.cdcStream())),
                InstantSource.system());
    }

    static RunningPipelines pipelines(CheckpointStore checkpoints) {
        return new RunningPipelines(
                checkpoints,
                PipelineConfig.DEFAULT,
                Failpoints.NONE,
                InstantSource.system(),
                new SplittableRandom(new SecureRandom().nextLong()));
    }

    /** Ends the measurement when the pipeline fails or stalls. */
    record Failing(CompletableFuture<Void> done) implements PipelineListener {
        @Override
        public void active() {}

        @Override
        public void impaired(PipelineHealth.Impaired health) {
            done.completeExceptionally(new IllegalStateException("Impaired: " + health));
        }

        @Override
        public void failed(PipelineHealth.Failed health) {
            done.completeExceptionally(new IllegalStateException("Failed: " + health));
        }
    }
}
