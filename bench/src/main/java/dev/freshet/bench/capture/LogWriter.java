package dev.freshet.bench.capture;

import dev.freshet.bench.stage.Sql;
import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.pipeline.CaptureLog;
import dev.freshet.pipeline.CheckpointStore;
import dev.freshet.pipeline.PipelineHealth;
import dev.freshet.pipeline.PipelineId;
import dev.freshet.pipeline.PipelineListener;
import dev.freshet.pipeline.Route;
import dev.freshet.pipeline.RunningPipelines;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Prepares logs: a slot and a fence as a new CDC stream makes them, then the load. */
record LogWriter(DatabaseAddress database, PipelineId like, CheckpointStore checkpoints, Path spillFolder) {
    PreparedLog write(Workload workload, double scale) throws InterruptedException, ExecutionException, SQLException {
        int rows = workload.rows(scale);
        workload.prepare(database, rows);
        PipelineId origin = PreparedLog.newPipeline(like);
        fence(origin);
        workload.load(database, rows);
        Lsn end = Lsn.parse(Sql.query(database, "SELECT pg_current_wal_insert_lsn()"));
        PreparedLog unread = new PreparedLog(
                workload, database, origin, checkpoints.find(origin).orElseThrow(), end, 0);
        // A commit at or after the end tells every reader that it has seen all.
        Sql.execute(database, "SELECT pg_logical_emit_message(true, 'bench', 'the end')");
        Sql.execute(database, "CHECKPOINT");
        long counted = new RawRead().read(unread).rows();
        return new PreparedLog(workload, database, origin, unread.checkpoint(), end, Math.toIntExact(counted));
    }

    /** Runs a new pipeline to nowhere until its fence is met; its checkpoint is where the log to be read begins. */
    private void fence(PipelineId origin) throws InterruptedException, ExecutionException {
        CaptureLog log = new CaptureLog(
                origin, () -> database, checkpoints, CaptureConfig.withDefaults(spillFolder), InstantSource.system());
        CompletableFuture<Void> active = new CompletableFuture<>();
        try (RunningPipelines pipelines = PipelineRead.pipelines(checkpoints)) {
            pipelines.begin(origin, new Route(log, new NullTarget()), new Active(active));
            active.get();
            while (checkpoints.find(origin).orElseThrow().isBeforeFence()) {
                Thread.sleep(10);
            }
        }
    }

    void drop(PreparedLog log) throws InterruptedException {
        new ReplicationSlot(database, log.origin().slot()).drop();
        checkpoints.forget(log.origin());
    }

    record Active(CompletableFuture<Void> told) implements PipelineListener {
        @Override
        public void active() {
            told.complete(null);
        }

        @Override
        public void impaired(PipelineHealth.Impaired health) {
            told.completeExceptionally(new IllegalStateException("Impaired: " + health));
        }

        @Override
        public void failed(PipelineHealth.Failed health) {
            told.completeExceptionally(new IllegalStateException("Failed: " + health));
        }
    }
}
