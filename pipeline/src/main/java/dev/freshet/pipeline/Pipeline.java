package dev.freshet.pipeline;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.catalog.CatalogException;
import dev.freshet.delivery.DeliveryCounts;
import dev.freshet.delivery.DeliveryHealth;
import dev.freshet.delivery.StreamFailureErrorCode;
import dev.freshet.pipeline.RestartPolicy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One CDC stream running.
 *
 * <p>The capture thread ({@link #run}) makes the slot and the fence if this is the first start, and then goes round after
 * round: each {@link Round} reads from the last durable checkpoint until the connection, the target or the program
 * fails, and {@link RestartPolicy} says whether there is a next one. The health thread ({@link #watch}) looks at what the
 * rounds come to and tells the listener; and it ends a round that cannot go on while the log is silent, which capture
 * itself would notice with the next transaction only.
 *
 * <p>Threads: {@code round}, {@code trouble}, {@code fenced} and {@code deliveredBefore} are written by the capture
 * thread, {@code told} by the health thread, {@code failure} by both (whichever; it is final) and {@code closing} by
 * whoever closes. All are volatile, and read by any thread.
 */
final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    private final PipelineId id;
    private final Route route;
    private final PipelineListener listener;
    private final PipelineContext context;
    private final RetainedLog retainedLog;
    private final Thread captureThread;
    private final Thread healthThread;

    private volatile boolean closing;

    /** This pipeline may make the slot and the fence, and they stand. */
    private volatile boolean fenced;

    /** How far the last round read; of the capture thread alone. */
    private Lsn furthest = new Lsn(0);

    private volatile @Nullable Round round;
    private volatile @Nullable Trouble trouble;
    private volatile PipelineHealth.@Nullable Failed failure;
    private volatile PipelineHealth told;
    private volatile DeliveryCounts deliveredBefore = new DeliveryCounts(0, 0, 0);

    /** How long a round must last to show that what lay in the log is overcome, though the log is silent. */
    private static final Duration STEADY = Duration.ofSeconds(30);

    /**
     * Capture does not go on: since when, how often it was tried, how far it came at best, and what came of the last time.
     */
    private record Trouble(
            Decision.TryAgain decision,
            String message,
            Instant since,
            int failures,
            Lsn furthest,
            @Nullable PoisonedTransaction poisoned) {}

    private Pipeline(PipelineId id, boolean first, Route route, PipelineListener listener, PipelineContext context) {
        this.id = id;
        this.route = route;
        this.listener = listener;
        this.context = context.with(new SplittableRandom(context.random().nextLong()));
        this.retainedLog = new RetainedLog(id, route.from());
        this.told = first ? new PipelineHealth.Creating() : new PipelineHealth.Starting();
        this.captureThread = Thread.ofVirtual().name("capture-" + id).unstarted(() -> run(first));
        this.healthThread = Thread.ofVirtual().name("health-" + id).unstarted(this::watch);
    }

    /**
     * Its threads run when this returns.
     *
     * @param first whether it may make the slot and the fence
     */
    static Pipeline start(
            PipelineId id, boolean first, Route route, PipelineListener listener, PipelineContext context) {
        Pipeline pipeline = new Pipeline(id, first, route, listener, context);
        pipeline.captureThread.start();
        pipeline.healthThread.start();
        pipeline.retainedLog.start();
        return pipeline;
    }

    // The capture thread.

    private void run(boolean first) {
        while (!closing && failure == null) {
            try {
                goRound(first && !fenced);
            } catch (InterruptedException e) {
                LOG.debug("A round of CDC stream {} was ended", id);
            }
        }
    }

    /** One round, from finding its checkpoint to judging why it ended. */
    private void goRound(boolean mayBegin) throws InterruptedException {
        // An interrupt that ended the last round is done with; one that closes the pipeline comes after its flag.
        if (Thread.interrupted() && closing) {
            return;
        }
        try {
            Optional<Checkpoint> from = checkpoint(mayBegin);
            if (from.isPresent()) {
                capture(from.get());
            }
        } catch (CaptureException e) {
            judge(e);
        } catch (CatalogException e) {
            judge(RestartPolicy.ofCatalog(), e);
        } catch (RuntimeException | Error e) {
            judge(RestartPolicy.ofDefect(), e);
        }
    }

    private Optional<Checkpoint> checkpoint(boolean mayBegin) throws InterruptedException {
        Optional<Checkpoint> saved = context.checkpoints().find(id);
        if (saved.isEmpty() && mayBegin) {
            Checkpoint begin = route.from().prepare();
            context.checkpoints().save(id, begin);
            saved = Optional.of(begin);
        }
        if (saved.isEmpty()) {
            fail(
                    "The checkpoint of CDC stream " + id + " is missing",
                    RestartPolicy.of(CaptureException.Kind.SLOT_LOST));
        }
        fenced |= mayBegin;
        return saved;
    }

    private void capture(Checkpoint from) throws InterruptedException {
        Round current = new Round(id, from, route, context);
        try (current) {
            round = current;
            if (!closing) {
                current.run();
            }
        } finally {
            round = null;
            conclude(current);
        }
        Optional<Throwable> defect = current.defect();
        if (defect.isPresent()) {
            throw new IllegalStateException("A defect ended a round: " + defect.get(), defect.get());
        }
    }

    private void conclude(Round ended) {
        deliveredBefore = deliveredBefore.plus(ended.delivery().counts());
        furthest = ended.furthest();
        if (isHealthy(ended)) {
            trouble = null;
        }
        if (ended.delivery().health() instanceof DeliveryHealth.Failed failed) {
            fail(failed);
        }
    }

    private void judge(CaptureException cause) throws InterruptedException {
        Optional<PoisonedTransaction> poisoned = cause.poisoned();
        if (poisoned.isEmpty() || closing || !skip(poisoned.get())) {
            judge(RestartPolicy.of(cause.kind()), cause);
        }
    }

    /**
     * Goes past a transaction that was given up. Only when the checkpoint has come to it: what committed before it and is
     * not delivered yet would be skipped too.
     */
    private boolean skip(PoisonedTransaction poisoned) {
        CheckpointStore store = context.checkpoints();
        try {
            if (!store.isToBeSkipped(id, poisoned.commitPosition())) {
                return false;
            }
            Checkpoint last = store.find(id).orElseThrow();
            if (last.position().isBefore(furthest)) {
                return false;
            }
            store.skip(
                    id,
                    new Checkpoint(poisoned.end(), last.lastCommitTimeNanos(), last.schema(), last.server()),
                    poisoned);
            LOG.warn("CDC stream {} has skipped {}, as it was told to", id, poisoned);
            return true;
        } catch (CatalogException e) {
            LOG.warn("CDC stream {} could not skip {} and tries again: {}", id, poisoned, e.getMessage());
            return false;
        }
    }

    private void judge(Decision decision, Throwable cause) throws InterruptedException {
        if (closing || failure != null) {
            return;
        }
        String message = cause instanceof CaptureException ? String.valueOf(cause.getMessage()) : cause.toString();
        switch (decision) {
            case Decision.GiveUp _ -> fail(message, decision);
            case Decision.TryAgain again when isBeingMade() && again.tolerance().isZero() -> fail(message, decision);
            case Decision.TryAgain again -> waitForNextRound(again, message, cause);
        }
    }

    /** There is no way to be impaired yet: what needs somebody's hand has failed. */
    private boolean isBeingMade() {
        return !fenced && told instanceof PipelineHealth.Creating;
    }

    private void waitForNextRound(Decision.TryAgain decision, String message, Throwable cause)
            throws InterruptedException {
        Trouble before = trouble;
        if (before == null || !before.message.equals(message)) {
            LOG.warn("CDC stream {} does not capture and tries again: {}", id, message);
            LOG.debug("CDC stream {}", id, cause);
        }
        int failures = before == null ? 1 : before.failures + 1;
        Instant since = before == null ? context.clock().instant() : before.since;
        Lsn place = before == null || before.furthest.isBefore(furthest) ? furthest : before.furthest;
        PoisonedTransaction poisoned =
                cause instanceof CaptureException failed ? failed.poisoned().orElse(null) : null;
        trouble = new Trouble(decision, message, since, failures, place, poisoned);
        Thread.sleep(context.config().restart().delay(failures, context.random()));
    }

    private void fail(String message, Decision decision) {
        failure = new PipelineHealth.Failed(
                StreamFailureErrorCode.INTERNAL_ERROR,
                message,
                decision.remedy(),
                context.clock().instant());
    }

    private void fail(DeliveryHealth.Failed failed) {
        failure = new PipelineHealth.Failed(failed.code(), failed.message(), failed.remedy(), failed.since());
    }

    // The health thread.

    private void watch() {
        try {
            while (!closing && !(told instanceof PipelineHealth.Failed)) {
                look();
                Thread.sleep(context.config().healthInterval());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        Round current = round;
        if (current != null && cannotGoOn(current)) {
            giveUp(current);
        }
        PipelineHealth now = health();
        if (!now.looksLike(told) && tell(now)) {
            told = now;
        }
    }

    private boolean cannotGoOn(Round current) {
        return switch (current.delivery().health()) {
            case DeliveryHealth.Failed failed -> {
                fail(failed);
                yield true;
            }
            case DeliveryHealth.Impaired impaired -> lagsTooFar(impaired);
            case DeliveryHealth.Stopped _, DeliveryHealth.Flowing _ ->
                current.defect().isPresent();
        };
    }

    private boolean lagsTooFar(DeliveryHealth.Impaired impaired) {
        Instant now = context.clock().instant();
        Duration threshold = context.config().failureThreshold();
        if (Duration.between(impaired.oldestUndelivered(), now).compareTo(threshold) <= 0) {
            return false;
        }
        String message = "Nothing was delivered for " + threshold.toHours() + " hours: " + impaired.message();
        failure = new PipelineHealth.Failed(impaired.code(), message, impaired.remedy(), now);
        return true;
    }

    private boolean tell(PipelineHealth health) {
        try {
            switch (health) {
                case PipelineHealth.Active _ -> listener.active();
                case PipelineHealth.Impaired impaired -> listener.impaired(impaired);
                case PipelineHealth.Failed failed -> listener.failed(failed);
                case PipelineHealth.Creating _, PipelineHealth.Starting _ -> {}
            }
            return true;
        } catch (RuntimeException e) {
            LOG.warn("The health of CDC stream {} could not be told and is told again: {}", id, e.getMessage());
            return false;
        }
    }

    // Any thread.

    /** As it is now; what the listener was told may be a moment older. */
    PipelineHealth health() {
        PipelineHealth.Failed failed = failure;
        if (failed != null) {
            return failed;
        }
        Round running = round;
        if (running != null && running.delivery().health() instanceof DeliveryHealth.Impaired impaired) {
            return new PipelineHealth.Impaired(
                    impaired.code(), impaired.message(), impaired.remedy(), impaired.since());
        }
        if (running != null && isHealthy(running)) {
            return new PipelineHealth.Active();
        }
        return healthWithoutProof();
    }

    /** Whether records are taken, and the trouble that there was before is overcome. */
    private boolean isHealthy(Round current) {
        Trouble before = trouble;
        return current.provesDelivery() && (before == null || overcomes(current, before));
    }

    private boolean overcomes(Round current, Trouble before) {
        return switch (before.decision.recurrence()) {
            case UNKNOWN -> true;
            case SAME_PLACE -> before.furthest.isBefore(current.completed()) || isOlderThan(current.begun(), STEADY);
        };
    }

    /** A restarted pipeline stays what it was told to be until it shows whether records are taken. */
    private PipelineHealth healthWithoutProof() {
        if (told instanceof PipelineHealth.Creating) {
            return fenced ? new PipelineHealth.Active() : told;
        }
        Trouble current = trouble;
        if (current == null || !isOlderThan(current.since, current.decision.tolerance())) {
            return told;
        }
        return new PipelineHealth.Impaired(
                StreamFailureErrorCode.INTERNAL_ERROR, current.message, current.decision.remedy(), current.since);
    }

    private boolean isOlderThan(Instant since, Duration tolerance) {
        return tolerance.isZero()
                || Duration.between(since, context.clock().instant()).compareTo(tolerance) > 0;
    }

    /** The transaction that capture cannot get past, if that is what impairs it. */
    Optional<PoisonedTransaction> poisoned() {
        Trouble current = trouble;
        return current == null ? Optional.empty() : Optional.ofNullable(current.poisoned);
    }

    PipelineStatus status() {
        DeliveryCounts counts = deliveredBefore;
        Round running = round;
        if (running == null) {
            return new PipelineStatus(health(), Duration.ZERO, counts, retainedLog.bytes());
        }
        return new PipelineStatus(
                health(),
                lag(running.delivery().health()),
                counts.plus(running.delivery().counts()),
                retainedLog.bytes());
    }

    private Duration lag(DeliveryHealth health) {
        Optional<Instant> oldest = switch (health) {
            case DeliveryHealth.Flowing flowing -> flowing.oldestUndelivered();
            case DeliveryHealth.Impaired impaired -> Optional.of(impaired.oldestUndelivered());
            case DeliveryHealth.Failed _, DeliveryHealth.Stopped _ -> Optional.empty();
        };
        Duration lag = oldest.map(
                        committed -> Duration.between(committed, context.clock().instant()))
                .orElse(Duration.ZERO);
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /**
     * From source to target; returns when nothing of it runs any more. What was read is delivered, if the target takes it
     * in time, so that the next start repeats none of it.
     */
    @Override
    public void close() {
        closing = true;
        healthThread.interrupt();
        retainedLog.close();
        Round current = round;
        boolean interrupted = current != null && current.isFlowing() && !endOrderly(current);
        giveUp(current);
        interrupted |= Threads.join(captureThread);
        interrupted |= Threads.join(healthThread);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when it was interrupted. */
    private boolean endOrderly(Round current) {
        current.stopCapture();
        try {
            captureThread.join(context.config().drainPatience());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void giveUp(@Nullable Round current) {
        if (current != null) {
            current.giveUp();
        }
        captureThread.interrupt();
    }
}
