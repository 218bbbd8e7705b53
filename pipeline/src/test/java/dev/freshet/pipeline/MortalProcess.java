package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.delivery.FailureKind;
import dev.freshet.delivery.Target;
import dev.freshet.delivery.TargetException;
import dev.freshet.pipeline.Failpoints.Moment;
import dev.freshet.record.ClusterId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that is killed when it has come to a moment so many times: from then on none of its threads has any effect on
 * the target or the catalog, whatever they still try.
 */
final class MortalProcess implements Failpoints {
    private final Moment moment;
    private final AtomicInteger timesLeft;
    private volatile boolean dead;

    MortalProcess(Moment moment, int times) {
        this.moment = moment;
        this.timesLeft = new AtomicInteger(times);
    }

    /** One that lives on. */
    static MortalProcess immortal() {
        return new MortalProcess(Moment.AFTER_DECODE, Integer.MAX_VALUE);
    }

    @Override
    public void reached(Moment reached) {
        if (reached == moment && timesLeft.decrementAndGet() == 0) {
            dead = true;
        }
        if (isDead()) {
            throw new Killed();
        }
    }

    boolean isDead() {
        return dead;
    }

    Target mortal(Target target) {
        return new MortalTarget(target);
    }

    CheckpointStore mortal(CheckpointStore store) {
        return new MortalStore(store);
    }

    /** What a thread of a dead process meets. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final class MortalTarget implements Target {
        private final Target target;

        private MortalTarget(Target target) {
            this.target = target;
        }

        @Override
        public int maximumRecordBytes() {
            return target.maximumRecordBytes();
        }

        @Override
        public List<PutOutcome> put(List<OutgoingRecord> records) {
            if (isDead()) {
                throw new TargetException(FailureKind.UNAVAILABLE, "killed");
            }
            return target.put(records);
        }
    }

    private final class MortalStore implements CheckpointStore {
        private final CheckpointStore store;

        private MortalStore(CheckpointStore store) {
            this.store = store;
        }

        private CheckpointStore alive() {
            if (isDead()) {
                throw new IllegalStateException("killed");
            }
            return store;
        }

        @Override
        public Optional<Checkpoint> find(PipelineId id) {
            return alive().find(id);
        }

        @Override
        public void save(PipelineId id, Checkpoint checkpoint) {
            alive().save(id, checkpoint);
        }

        @Override
        public void savePosition(PipelineId id, Checkpoint checkpoint) {
            alive().savePosition(id, checkpoint);
        }

        @Override
        public void askToSkip(PipelineId id, PoisonedTransaction transaction) {
            alive().askToSkip(id, transaction);
        }

        @Override
        public boolean isToBeSkipped(PipelineId id, Lsn commitPosition) {
            return alive().isToBeSkipped(id, commitPosition);
        }

        @Override
        public void skip(PipelineId id, Checkpoint checkpoint, PoisonedTransaction transaction) {
            alive().skip(id, checkpoint, transaction);
        }

        @Override
        public int skipped(PipelineId id) {
            return alive().skipped(id);
        }

        @Override
        public void forget(PipelineId id) {
            alive().forget(id);
        }

        @Override
        public long latestCommitTimeNanos(ClusterId cluster) {
            return alive().latestCommitTimeNanos(cluster);
        }
    }
}
