package dev.freshet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.capture.SchemaDictionary;
import dev.freshet.capture.ServerIdentity;
import dev.freshet.record.Base32;
import dev.freshet.record.ClusterId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store of checkpoints promises. */
abstract class CheckpointStoreContract {
    static final ClusterId CLUSTER = new ClusterId(Base32.encode(1, 1));

    private static final ServerIdentity SERVER = new ServerIdentity("7400000000000000001", 1);
    private static final PipelineId ID = new PipelineId(CLUSTER, Base32.encode(2, 1));
    private static final PipelineId OTHER = new PipelineId(CLUSTER, Base32.encode(2, 2));

    protected abstract CheckpointStore store();

    @Test
    void aCheckpointComesBackAsItWasSaved() {
        Checkpoint saved = checkpoint(Long.MIN_VALUE + 5, 1_790_000_000_123_456_789L);

        store().save(ID, saved);

        Optional<Checkpoint> found = store().find(ID);
        assertThat(found).isPresent();
        assertThat(found.get().position()).isEqualTo(saved.position());
        assertThat(found.get().lastCommitTimeNanos()).isEqualTo(saved.lastCommitTimeNanos());
        assertThat(found.get().server()).isEqualTo(SERVER);
        assertThat(found.get().schema().toJson()).isEqualTo(saved.schema().toJson());
        assertThat(store().find(OTHER)).isEmpty();
    }

    @Test
    void aPositionMovesAlone() {
        store().save(ID, checkpoint(100, 10));

        store().savePosition(
                        ID,
                        new Checkpoint(
                                new Lsn(200),
                                20,
                                SchemaDictionary.empty(),
                                new ServerIdentity("7400000000000000001", 2)));

        Checkpoint found = store().find(ID).orElseThrow();
        assertThat(found.position()).isEqualTo(new Lsn(200));
        assertThat(found.lastCommitTimeNanos()).isEqualTo(20);
        assertThat(found.server().timeline()).isEqualTo(2);
    }

    @Test
    void aTransactionIsSkippedOnceItWasAskedForAndIsCountedOnce() {
        PoisonedTransaction poisoned = new PoisonedTransaction(-7, new Lsn(150), "table public.t");
        store().save(ID, checkpoint(100, 10));
        assertThat(store().isToBeSkipped(ID, new Lsn(150))).isFalse();

        store().askToSkip(ID, poisoned);
        store().askToSkip(ID, poisoned);
        assertThat(store().isToBeSkipped(ID, new Lsn(150))).isTrue();
        assertThat(store().isToBeSkipped(ID, new Lsn(151))).isFalse();
        assertThat(store().isToBeSkipped(OTHER, new Lsn(150))).isFalse();
        assertThat(store().skipped(ID)).isZero();

        store().skip(ID, checkpoint(151, 10), poisoned);
        store().skip(ID, checkpoint(151, 10), poisoned);
        assertThat(store().skipped(ID)).isEqualTo(1);
        assertThat(store().find(ID).orElseThrow().position()).isEqualTo(new Lsn(151));

        store().forget(ID);
        assertThat(store().skipped(ID)).isZero();
    }

    @Test
    void aPositionWithoutACheckpointIsRefused() {
        assertThatThrownBy(() -> store().savePosition(ID, checkpoint(1, 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPositionNeverMovesBack() {
        store().save(ID, checkpoint(100, 10));
        store().savePosition(ID, checkpoint(100, 10));

        assertThatThrownBy(() -> store().savePosition(ID, checkpoint(99, 9))).isInstanceOf(IllegalStateException.class);
        assertThat(store().find(ID).orElseThrow().position()).isEqualTo(new Lsn(100));
    }

    @Test
    void aSavedCheckpointReplacesTheOneBefore() {
        store().save(ID, checkpoint(100, 10));
        store().save(ID, checkpoint(200, 20));

        assertThat(store().find(ID).orElseThrow().position()).isEqualTo(new Lsn(200));
    }

    @Test
    void whatIsForgottenIsGoneAndForgettingAgainIsNoFault() {
        store().save(ID, checkpoint(100, 10));
        store().forget(ID);
        store().forget(ID);

        assertThat(store().find(ID)).isEmpty();
    }

    @Test
    void theLatestTimeOutlivesItsCdcStreams() {
        assertThat(store().latestCommitTimeNanos(CLUSTER)).isZero();
        store().save(ID, checkpoint(100, 50));
        store().save(OTHER, checkpoint(100, 40));
        assertThat(store().latestCommitTimeNanos(CLUSTER)).isEqualTo(50);

        store().forget(ID);
        store().forget(OTHER);

        assertThat(store().latestCommitTimeNanos(CLUSTER)).isEqualTo(50);
        assertThat(store().latestCommitTimeNanos(new ClusterId(Base32.encode(9, 9))))
                .isZero();
    }

    private static Checkpoint checkpoint(long position, long nanos) {
        return new Checkpoint(new Lsn(position), nanos, SchemaDictionary.empty(), SERVER);
    }
}
