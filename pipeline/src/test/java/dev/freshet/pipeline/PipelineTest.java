package dev.freshet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.delivery.Backoff;
import dev.freshet.delivery.DeliveryConfig;
import dev.freshet.delivery.FailureKind;
import dev.freshet.delivery.FakeTarget;
import dev.freshet.pipeline.Failpoints.Moment;
import dev.freshet.record.Base32;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PipelineTest {
    static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
    static final PipelineConfig CONFIG = config(Duration.ofSeconds(30));
    private static final PipelineId ID = new PipelineId(CheckpointStoreContract.CLUSTER, Base32.encode(2, 1));

    private final FakeChangeLog log = new FakeChangeLog();
    private final FakeTarget target = new FakeTarget();
    private final MemoryCheckpointStore store = new MemoryCheckpointStore();
    private final RecordingListener listener = new RecordingListener();
    private volatile Instant now = FakeChangeLog.COMMITTED;
    private volatile Failpoints failpoints = Failpoints.NONE;
    private RunningPipelines pipelines = pipelines(CONFIG);

    static PipelineConfig config(Duration drainPatience) {
        return new PipelineConfig(
                new DeliveryConfig(1 << 20, 2, QUICK),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(1),
                100,
                QUICK,
                Duration.ofDays(7),
                drainPatience);
    }

    private RunningPipelines pipelines(PipelineConfig config) {
        return new RunningPipelines(
                store, config, moment -> failpoints.reached(moment), () -> now, new SplittableRandom(3));
    }

    /** For tests in which rounds end while the target takes nothing. */
    private void waitBrieflyForTheTarget() {
        pipelines.close();
        pipelines = pipelines(config(Duration.ofMillis(100)));
    }

    @AfterEach
    void close() {
        target.release();
        pipelines.close();
    }

    @Test
    void aFirstStartIsActiveOnceItsFenceStandsAndItsCheckpointIsDurable() throws InterruptedException {
        log.commit("before the fence");

        begin();

        await(() -> listener.told().contains("ACTIVE"));
        assertThat(log.hasSlot()).isTrue();
        assertThat(store.find(ID)).isPresent();
        log.commit("1", "2");
        log.commit("3");
        await(() -> target.texts().size() == 3);
        assertThat(target.texts()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void aFirstStartThatWasCutShortIsTakenUp() throws InterruptedException {
        log.failNextPrepare(CaptureException.Kind.CONNECTION_LOST);
        store.failNextSaves(1);

        begin();

        await(() -> listener.told().contains("ACTIVE"));
        assertThat(listener.told()).containsExactly("ACTIVE");
    }

    @Test
    void postgreSqlIsToldWhatIsDurableAndNothingElse() throws InterruptedException {
        beginBehindFence();
        log.commit("1");
        log.commit("2");

        await(() -> log.confirmed().contains(new Lsn(20)));
        assertThat(store.find(ID).orElseThrow().position()).isEqualTo(new Lsn(20));
    }

    @Test
    void theSchemaIsWrittenOnceWhileItStaysTheSame() throws InterruptedException {
        beginBehindFence();
        for (int i = 1; i <= 5; i++) {
            log.commit("r" + i);
            Lsn position = new Lsn(i * 10L);
            await(() -> log.confirmed().contains(position));
        }

        assertThat(store.wholeSaves()).isEqualTo(1);
    }

    @Test
    void anOrderlyStopDeliversWhatWasReadAndARestartRepeatsNothing() throws InterruptedException {
        beginBehindFence();
        target.hold();
        now = now.plusSeconds(1);
        log.commit("1");
        log.commit("2");
        await(() -> !pipelines.status(ID).orElseThrow().lag().isZero());
        Thread closing = Thread.ofVirtual().start(pipelines::close);
        await(log::isClosed);
        target.release();
        closing.join();

        restart();
        log.commit("3");

        await(() -> target.texts().containsAll(List.of("1", "2", "3")));
        assertThat(target.texts()).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void anOrderlyStopDeliversTheTransactionThatItMeets() throws InterruptedException {
        beginBehindFence();
        CountDownLatch decoded = new CountDownLatch(1);
        failpoints = moment -> {
            if (moment == Moment.AFTER_DECODE) {
                decoded.countDown();
                while (!log.isClosed()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        };
        log.commit("1");
        decoded.await();

        pipelines.close();

        assertThat(target.texts()).containsExactly("1");
        assertThat(store.find(ID).orElseThrow().position()).isEqualTo(new Lsn(10));
    }

    @Test
    void aDeniedTargetImpairsAndRecoversWithNothingLost() throws InterruptedException {
        beginBehindFence();
        target.fail(FailureKind.ACCESS_DENIED);
        log.commit("1");
        await(() -> listener.told().contains("IMPAIRED KINESIS_ACCESS_DENIED"));
        log.commit("2");

        target.recover();

        await(() -> listener.told().size() == 3);
        assertThat(listener.told()).containsExactly("ACTIVE", "IMPAIRED KINESIS_ACCESS_DENIED", "ACTIVE");
        await(() -> target.texts().size() == 2);
        assertThat(target.texts()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aRestartedPipelineIsNotCalledActiveBeforeARecordIsTaken() throws InterruptedException {
        beginBehindFence();
        target.fail(FailureKind.ACCESS_DENIED);
        log.commit("1");
        await(() -> listener.told().contains("IMPAIRED KINESIS_ACCESS_DENIED"));
        pipelines.close();
        listener.told().clear();

        restart();

        await(() -> listener.told().contains("IMPAIRED KINESIS_ACCESS_DENIED"));
        assertThat(listener.told()).containsExactly("IMPAIRED KINESIS_ACCESS_DENIED");
        target.recover();
        await(() -> listener.told().contains("ACTIVE"));
        assertThat(target.texts()).containsExactly("1");
    }

    @Test
    void aRecordTooLargeImpairsAndOthersPass() throws InterruptedException {
        target.limitRecordsTo(100);
        beginBehindFence();
        log.commit("x".repeat(200));
        log.commit("small");

        await(() -> listener.told().contains("IMPAIRED KINESIS_OVERSIZE_RECORD"));
        await(() -> target.texts().contains("small"));
        assertThat(store.find(ID).orElseThrow().position()).isEqualTo(new Lsn(0));

        target.limitRecordsTo(1000);

        await(() -> log.confirmed().contains(new Lsn(20)));
        await(() -> listener.told().getLast().equals("ACTIVE"));
    }

    @Test
    void aMissingDataStreamFailsThePipelineThoughTheLogIsSilent() throws InterruptedException {
        target.fail(FailureKind.STREAM_NOT_FOUND);
        beginBehindFence();
        log.commit("1");

        await(() -> listener.told().contains("FAILED KINESIS_STREAM_NOT_FOUND"));
        int opens = log.opens();
        log.commit("2");
        assertThat(pipelines.status(ID).orElseThrow().health()).isInstanceOf(PipelineHealth.Failed.class);
        assertThat(log.opens()).isEqualTo(opens);
    }

    @Test
    void aLostConnectionIsMadeAgainWithoutImpairment() throws InterruptedException {
        beginBehindFence();
        log.commit("1");
        await(() -> target.texts().contains("1"));
        log.failNextOpen(CaptureException.Kind.CONNECTION_LOST);
        log.cut(CaptureException.Kind.CONNECTION_LOST);

        log.commit("2");

        await(() -> target.texts().contains("2"));
        assertThat(listener.told()).containsExactly("ACTIVE");
    }

    @Test
    void aServerThatStaysAwayImpairs() throws InterruptedException {
        beginBehindFence();
        for (int i = 0; i < 10_000; i++) {
            log.failNextOpen(CaptureException.Kind.CONNECTION_LOST);
        }
        log.cut(CaptureException.Kind.CONNECTION_LOST);
        await(() -> log.opens() > 3);
        assertThat(listener.told()).containsExactly("ACTIVE");

        now = now.plus(RestartPolicy.CONNECTION_TOLERANCE).plusSeconds(1);

        await(() -> listener.told().contains("IMPAIRED INTERNAL_ERROR"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOT_LOST", "LOG_DIVERGED"})
    void aGapFailsForGood(CaptureException.Kind kind) throws InterruptedException {
        beginBehindFence();

        log.cut(kind);

        await(() -> listener.told().contains("FAILED INTERNAL_ERROR"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUSED", "UNREADABLE_LOG", "POISONED_LOG", "SPILL_FAILED"})
    void whatNeedsSomebodysHandImpairsAtOnceAndRecovers(CaptureException.Kind kind) throws InterruptedException {
        beginBehindFence();
        log.keepStill();
        for (int i = 0; i < 3; i++) {
            log.failNextOpen(kind);
        }
        log.cut(kind);

        await(() -> listener.told().contains("IMPAIRED INTERNAL_ERROR"));
        log.commit("1");
        await(() -> listener.told().getLast().equals("ACTIVE"));
        assertThat(target.texts()).containsExactly("1");
    }

    @Test
    void whatFailsAtTheSamePlaceAgainAndAgainImpairsThoughEachAttemptBeginsWell() throws InterruptedException {
        log.tellQuietFirst();
        beginBehindFence();
        failpoints = moment -> {
            if (moment == Moment.AFTER_DECODE) {
                throw new OutOfMemoryError("a test's");
            }
        };
        log.commit("1");
        await(() -> log.opens() > 5);
        assertThat(listener.told()).containsExactly("ACTIVE");

        // In steps, for a round that seems to have lasted long would count as steady.
        for (int step = 0; step < 4; step++) {
            now = now.plus(RestartPolicy.CONNECTION_TOLERANCE.dividedBy(3));
            awaitNewRounds();
        }
        await(() -> listener.told().contains("IMPAIRED INTERNAL_ERROR"));
        awaitNewRounds();
        assertThat(listener.told()).containsExactly("ACTIVE", "IMPAIRED INTERNAL_ERROR");

        failpoints = Failpoints.NONE;
        log.commit("2");
        await(() -> listener.told().size() == 3);
        assertThat(listener.told()).endsWith("ACTIVE");
        await(() -> target.texts().size() == 2);
        assertThat(target.texts()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aTransactionThatCannotBeDecodedIsSkippedByNameAndNoOtherIs() throws InterruptedException {
        beginBehindFence();
        log.poison(2);
        log.commit("1");
        log.commit("poisoned");
        log.commit("3");
        await(() -> listener.told().contains("IMPAIRED INTERNAL_ERROR"));

        assertThat(pipelines.skip(ID, FakeChangeLog.commitPosition(1))).isEmpty();
        assertThat(pipelines.skip(ID, FakeChangeLog.commitPosition(2))).isPresent();

        await(() -> listener.told().getLast().equals("ACTIVE"));
        await(() -> target.texts().contains("3"));
        assertThat(target.texts()).containsExactly("1", "3");
        assertThat(pipelines.skipped(ID)).isEqualTo(1);
        assertThat(listener.told()).containsExactly("ACTIVE", "IMPAIRED INTERNAL_ERROR", "ACTIVE");
    }

    @Test
    void whatWasCommittedBeforeASkippedTransactionIsDeliveredFirst() throws InterruptedException {
        waitBrieflyForTheTarget();
        beginBehindFence();
        log.poison(2);
        target.fail(FailureKind.ACCESS_DENIED);
        log.commit("1");
        log.commit("poisoned");
        await(() -> pipelines.skip(ID, FakeChangeLog.commitPosition(2)).isPresent());
        int opens = log.opens();
        await(() -> log.opens() > opens + 5);
        assertThat(pipelines.skipped(ID)).isZero();

        target.recover();

        await(() -> pipelines.skipped(ID) == 1);
        assertThat(target.texts()).containsOnly("1");
    }

    @Test
    void aSkipIsRememberedByTheNextProcess() throws InterruptedException {
        beginBehindFence();
        store.askToSkip(ID, new PoisonedTransaction(2, FakeChangeLog.commitPosition(2), "table public.t"));
        log.poison(2);
        restart();
        log.commit("1");
        log.commit("poisoned");
        log.commit("3");

        await(() -> target.texts().contains("3"));
        assertThat(target.texts()).containsExactly("1", "3");
        restart();
        assertThat(pipelines.skipped(ID)).isEqualTo(1);
    }

    @Test
    void theLogThatIsKeptIsAFigure() throws InterruptedException {
        beginBehindFence();

        await(() -> pipelines.status(ID).orElseThrow().retainedLogBytes().isPresent());
    }

    @Test
    void aSlotThatIsRefusedFailsTheCreation() throws InterruptedException {
        log.failNextPrepare(CaptureException.Kind.REFUSED);

        begin();

        await(() -> listener.told().contains("FAILED INTERNAL_ERROR"));
    }

    @Test
    void aPipelineThatDeliveredBeforeFailsWithoutItsCheckpoint() throws InterruptedException {
        pipelines.resume(ID, new Route(log, target), listener);

        await(() -> listener.told().contains("FAILED INTERNAL_ERROR"));
        assertThat(log.hasSlot()).isFalse();
    }

    @Test
    void whatCouldNotBeToldIsToldAgain() throws InterruptedException {
        listener.failNextTimes(3);

        begin();

        await(() -> listener.told().contains("ACTIVE"));
    }

    @Test
    void lagBeyondTheThresholdFails() throws InterruptedException {
        beginBehindFence();
        target.fail(FailureKind.ACCESS_DENIED);
        log.commit("1");
        await(() -> listener.told().contains("IMPAIRED KINESIS_ACCESS_DENIED"));

        now = now.plus(CONFIG.failureThreshold()).plusSeconds(1);

        await(() -> listener.told().contains("FAILED KINESIS_ACCESS_DENIED"));
    }

    @Test
    void lagIsTheAgeOfTheOldestUndeliveredRecord() throws InterruptedException {
        beginBehindFence();
        assertThat(pipelines.status(ID).orElseThrow().lag()).isZero();
        target.hold();
        log.commit("1");
        now = now.plusSeconds(30);

        await(() -> pipelines.status(ID).orElseThrow().lag().toSeconds() == 29
                || pipelines.status(ID).orElseThrow().lag().toSeconds() == 30);

        target.release();
        await(() -> pipelines.status(ID).orElseThrow().lag().isZero());
        assertThat(pipelines.status(ID).orElseThrow().delivered().records()).isEqualTo(1);
    }

    @Test
    void aCatalogThatIsAwayDelaysThePositionAndNothingElse() throws InterruptedException {
        beginBehindFence();
        store.failNextSaves(20);
        log.commit("1");
        await(() -> target.texts().contains("1"));

        await(() -> log.confirmed().contains(new Lsn(10)));
        assertThat(listener.told()).containsExactly("ACTIVE");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void aDefectAtAnyMomentStartsANewRoundAndLosesNothing(Moment moment) throws InterruptedException {
        AtomicInteger times = new AtomicInteger();
        failpoints = reached -> {
            if (reached == moment && times.incrementAndGet() == 2) {
                throw new IllegalStateException("A defect at " + moment);
            }
        };
        beginBehindFence();
        for (int i = 1; i <= 20; i++) {
            log.commit("r" + i);
            String record = "r" + i;
            await(() -> target.texts().contains(record));
        }

        await(() -> log.confirmed().contains(new Lsn(200)));
        for (int i = 21; log.opens() == 1; i++) {
            // Some moments come once for many transactions.
            log.commit("r" + i);
            Lsn position = new Lsn(i * 10L);
            await(() -> log.confirmed().contains(position));
        }
        assertThat(times).hasValueGreaterThan(1);
        assertThat(log.opens()).isGreaterThan(1);
    }

    @Test
    void endingDropsTheSlotAndForgetsTheCheckpoint() throws InterruptedException {
        beginBehindFence();

        pipelines.end(ID, log);
        pipelines.end(ID, log);

        assertThat(log.hasSlot()).isFalse();
        assertThat(store.find(ID)).isEmpty();
        assertThat(pipelines.status(ID)).isEmpty();
    }

    @Test
    void beginningTwiceStartsOnePipeline() throws InterruptedException {
        beginBehindFence();
        begin();
        log.commit("1");

        await(() -> target.texts().contains("1"));
        assertThat(log.opens()).isEqualTo(1);
    }

    @Test
    void closingEndsAPipelineWhoseTargetTakesNothing() throws InterruptedException {
        waitBrieflyForTheTarget();
        beginBehindFence();
        target.hold();
        for (int i = 0; i < 200; i++) {
            log.commit("x".repeat(20_000));
        }

        pipelines.close();

        assertThat(pipelines.status(ID)).isEmpty();
    }

    private void awaitNewRounds() throws InterruptedException {
        int opens = log.opens();
        await(() -> log.opens() > opens + 3);
    }

    private void begin() {
        pipelines.begin(ID, new Route(log, target), listener);
    }

    /** What is committed from here on is delivered. */
    private void beginBehindFence() throws InterruptedException {
        begin();
        await(() -> listener.told().contains("ACTIVE"));
    }

    private void restart() {
        pipelines.close();
        pipelines = pipelines(CONFIG);
        pipelines.resume(ID, new Route(log, target), listener);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
