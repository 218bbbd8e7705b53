package dev.freshet.pipeline;

import dev.freshet.capture.CapturedTransaction;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.TransactionSink;
import dev.freshet.delivery.Delivery;
import dev.freshet.delivery.DeliveryHealth;
import dev.freshet.delivery.Shipment;
import dev.freshet.pipeline.ChangeLog.Reader;
import dev.freshet.pipeline.Failpoints.Moment;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One go of capture and delivery, from a checkpoint until either stops. The next one starts from what this one made
 * durable, so whatever this one still had in memory is read again.
 *
 * <p>Its owner's thread runs it and is the capture thread; delivery and the checkpoints have threads of their own.
 */
final class Round implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    private final PipelineContext context;
    private final Instant begun;
    private final Window window;
    private final Reader reader;
    private final Delivery delivery;
    private final CheckpointWriter checkpoints;
    private final Thread checkpointThread;

    /**
     * Who reads the log just now, and may be interrupted: not who hands over, or waits for the last deliveries. Guarded
     * by this object.
     */
    private @Nullable Thread reading;

    /** Nobody waits for the last deliveries. */
    private volatile boolean givenUp;

    /** @throws dev.freshet.capture.CaptureException when the log cannot be opened */
    Round(PipelineId id, Checkpoint from, Route route, PipelineContext context) {
        PipelineConfig config = context.config();
        this.context = context;
        this.begun = context.clock().instant();
        this.window = new Window(from.position(), config.openTransactions());
        this.reader = route.from().open(from, new Sink());
        this.delivery = new Delivery(id.cdcStream(), route.to(), config.delivery(), context.clock(), context.random());
        this.checkpoints = new CheckpointWriter(id, from, window, context, reader::confirm);
        this.checkpointThread = Thread.ofVirtual().name("checkpoint-" + id).start(checkpoints);
    }

    /** Captures until told to stop or until something fails. */
    void run() throws InterruptedException {
        setReading(Thread.currentThread());
        try {
            reader.run();
        } finally {
            setReading(null);
            // Meant for the reader, which has ended.
            Thread.interrupted();
        }
    }

    private synchronized void setReading(@Nullable Thread thread) {
        reading = thread;
    }

    /** Whether the target takes what is handed over. */
    boolean isFlowing() {
        return delivery.health() instanceof DeliveryHealth.Flowing;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Whether records were taken in this round, or there were none to take. */
    boolean provesDelivery() {
        return window.provesDelivery();
    }

    /** How far the log has been read, delivered or not. */
    Lsn furthest() {
        return window.furthest();
    }

    /** Up to where nothing is missing. */
    Lsn completed() {
        return window.completed();
    }

    Instant begun() {
        return begun;
    }

    /** Why nothing of it can go on though capture may not have noticed. */
    Optional<Throwable> defect() {
        if (delivery.health() instanceof DeliveryHealth.Stopped stopped) {
            return Optional.of(stopped.defect());
        }
        return Optional.ofNullable(checkpoints.defect());
    }

    /** Makes {@link #run} return, once the transaction that is being handed over is; from any thread. */
    void stopCapture() {
        reader.close();
        synchronized (this) {
            if (reading != null) {
                reading.interrupt();
            }
        }
    }

    /** What is handed over cannot be waited for: whoever says so interrupts the capture thread next. From any thread. */
    void giveUp() {
        givenUp = true;
        reader.close();
    }

    /**
     * From source to target: no more is captured, what is handed over may go, and its position is kept. No thread of this
     * round runs any more when it returns: a late checkpoint of this round must not meet those of the next one.
     */
    @Override
    public void close() {
        reader.close();
        boolean interrupted = false;
        if (!givenUp && isFlowing()) {
            interrupted = !drain();
        }
        delivery.close();
        window.close();
        interrupted |= Threads.join(checkpointThread);
        try {
            checkpoints.writeLast();
        } catch (RuntimeException e) {
            LOG.warn("A last checkpoint could not be saved; its changes will be delivered again: {}", e.getMessage());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when it was interrupted. */
    private boolean drain() {
        try {
            delivery.drain(context.config().drainPatience());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** What capture hands over to. */
    private final class Sink implements TransactionSink {
        @Override
        public void transaction(CapturedTransaction transaction) throws InterruptedException {
            setReading(null);
            try {
                handOver(transaction);
            } finally {
                setReading(Thread.currentThread());
            }
        }

        private void handOver(CapturedTransaction transaction) throws InterruptedException {
            context.failpoints().reached(Moment.AFTER_DECODE);
            Window.Entry entry = window.open(transaction.checkpoint());
            Shipment shipment = delivery.begin(commitTime(transaction), () -> delivered(entry));
            transaction.forEachRecord(shipment::add);
            shipment.complete();
            context.failpoints().reached(Moment.AFTER_HAND_OVER);
        }

        private static Instant commitTime(CapturedTransaction transaction) {
            return Instant.ofEpochSecond(0, transaction.commitTimeNanos());
        }

        private void delivered(Window.Entry entry) {
            context.failpoints().reached(Moment.AFTER_ACKNOWLEDGEMENT);
            window.sign(entry);
        }

        @Override
        public void quiet(Checkpoint checkpoint) {
            window.quiet(checkpoint);
        }
    }
}
