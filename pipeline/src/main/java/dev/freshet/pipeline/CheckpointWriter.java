package dev.freshet.pipeline;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.SchemaDictionary;
import dev.freshet.catalog.CatalogException;
import dev.freshet.pipeline.Failpoints.Moment;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the window's checkpoints durable, and then lets PostgreSQL forget what lies before them; never the other way
 * round. The role of one thread; when the catalog is away, the position waits and nothing is lost.
 */
final class CheckpointWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    private final PipelineId id;
    private final Window window;
    private final PipelineContext context;
    private final Consumer<Checkpoint> confirm;

    /** As the store has it, compared by identity: capture keeps the same object until DDL changes it. */
    private SchemaDictionary savedSchema;

    private volatile @Nullable Throwable defect;

    CheckpointWriter(
            PipelineId id, Checkpoint saved, Window window, PipelineContext context, Consumer<Checkpoint> confirm) {
        this.id = id;
        this.savedSchema = saved.schema();
        this.window = window;
        this.context = context;
        this.confirm = confirm;
    }

    @Override
    public void run() {
        try {
            while (!window.isClosed()) {
                Optional<Checkpoint> next = window.take(context.config().quietInterval());
                if (next.isPresent()) {
                    write(next.get());
                    window.pause(context.config().checkpointInterval());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("CDC stream {} writes no more checkpoints in this round", id, e);
            defect = e;
        }
    }

    /** What ended this role before its time, if anything did. */
    @Nullable
    Throwable defect() {
        return defect;
    }

    /** What was reached at the very end, once nobody else writes. */
    void writeLast() {
        Optional<Checkpoint> last = window.takeNow();
        if (last.isPresent()) {
            context.failpoints().reached(Moment.BEFORE_CHECKPOINT);
            save(last.get());
        }
    }

    private void write(Checkpoint checkpoint) throws InterruptedException {
        context.failpoints().reached(Moment.BEFORE_CHECKPOINT);
        if (saveUntilItSucceeds(checkpoint)) {
            context.failpoints().reached(Moment.AFTER_CHECKPOINT);
            confirm(checkpoint);
            context.failpoints().reached(Moment.AFTER_CONFIRMATION);
        }
    }

    private void confirm(Checkpoint checkpoint) {
        try {
            confirm.accept(checkpoint);
        } catch (CaptureException e) {
            // The connection is gone, as its reader tells too; the next round begins at this checkpoint anyway.
            LOG.debug("CDC stream {} could not confirm {}", id, checkpoint.position(), e);
        }
    }

    /** False when the pipeline closed before the catalog was back. */
    private boolean saveUntilItSucceeds(Checkpoint checkpoint) throws InterruptedException {
        boolean told = false;
        do {
            try {
                save(checkpoint);
                return true;
            } catch (CatalogException e) {
                if (!told) {
                    LOG.warn("CDC stream {} cannot save its checkpoint and keeps trying: {}", id, e.getMessage());
                    told = true;
                }
                window.pause(context.config().restart().longest());
            }
        } while (!window.isClosed());
        return false;
    }

    private void save(Checkpoint checkpoint) {
        if (checkpoint.schema() == savedSchema) {
            context.checkpoints().savePosition(id, checkpoint);
        } else {
            context.checkpoints().save(id, checkpoint);
            savedSchema = checkpoint.schema();
        }
    }
}
