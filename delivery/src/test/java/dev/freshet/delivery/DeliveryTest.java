package dev.freshet.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveryTest {
    private static final Instant COMMITTED = Instant.parse("2026-07-08T00:00:00Z");
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private final FakeTarget target = new FakeTarget();
    private final AtomicReference<Instant> now = new AtomicReference<>(COMMITTED.plusSeconds(1));
    private final ConcurrentLinkedQueue<String> signed = new ConcurrentLinkedQueue<>();
    private Delivery delivery = delivery(new DeliveryConfig(8 << 20, 3, QUICK));

    private Delivery delivery(DeliveryConfig config) {
        return new Delivery("test", target, config, now::get, new SplittableRandom(7));
    }

    @AfterEach
    void close() {
        target.release();
        delivery.close();
    }

    @Test
    void deliversTheRecordsOfATransactionAndSignsItsReceipt() throws InterruptedException {
        transaction("a", "1", "2", "3");

        await(() -> signed.contains("a"));
        assertThat(target.texts()).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(delivery.counts()).isEqualTo(new DeliveryCounts(3, 3, 0));
        assertThat(delivery.health()).isEqualTo(new DeliveryHealth.Flowing(java.util.Optional.empty()));
    }

    @Test
    void aTransactionWithoutRecordsIsSignedAtOnce() throws InterruptedException {
        transaction("empty");

        assertThat(signed).containsExactly("empty");
    }

    @Test
    void aTransactionIsNotSignedBeforeItIsComplete() throws InterruptedException {
        Shipment open = delivery.begin(COMMITTED, () -> signed.add("open"));
        for (int i = 0; i < DeliveryConfig.RECORDS_PER_CALL; i++) {
            open.add(bytes("x"));
        }
        await(() -> target.received().size() == DeliveryConfig.RECORDS_PER_CALL);
        assertThat(signed).isEmpty();

        open.complete();

        // By this thread or by the sender whose last answer is still to come.
        await(() -> signed.contains("open"));
    }

    @Test
    void recordsSpreadOverTheShardsByRandomKeys() throws InterruptedException {
        transaction("a", IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));

        await(() -> signed.contains("a"));
        assertThat(target.received().stream()
                        .map(Target.OutgoingRecord::partitionKey)
                        .distinct())
                .hasSize(100);
    }

    @Test
    void onlyTheRefusedRecordsOfACallAreSentAgain() throws InterruptedException {
        target.hold();
        target.throttleInNextCall(i -> i % 2 == 0);
        transaction("a", "0", "1", "2", "3");
        target.release();

        await(() -> signed.contains("a"));
        assertThat(target.texts()).containsExactlyInAnyOrder("0", "1", "2", "3");
        assertThat(delivery.counts().refusals()).isEqualTo(2);
    }

    @Test
    void aDeniedRoleImpairsAtOnceAndNothingIsLost() throws InterruptedException {
        target.fail(FailureKind.ACCESS_DENIED);
        transaction("a", "1");
        transaction("b", "2");

        await(() -> delivery.health() instanceof DeliveryHealth.Impaired);
        DeliveryHealth.Impaired impaired = (DeliveryHealth.Impaired) delivery.health();
        assertThat(impaired.code()).isEqualTo(StreamFailureErrorCode.KINESIS_ACCESS_DENIED);
        assertThat(impaired.remedy()).contains("kinesis:PutRecords");
        assertThat(impaired.since()).isEqualTo(now.get());
        assertThat(impaired.oldestUndelivered()).isEqualTo(COMMITTED);
        assertThat(signed).isEmpty();

        target.recover();

        await(() -> signed.size() == 2);
        assertThat(target.texts()).containsExactlyInAnyOrder("1", "2");
        assertThat(delivery.health()).isInstanceOf(DeliveryHealth.Flowing.class);
    }

    @Test
    void aRefusingTargetIsCalledByOneSenderAtATime() throws InterruptedException {
        target.fail(FailureKind.ROLE_REFUSED);
        delivery.close();
        delivery = delivery(new DeliveryConfig(8 << 20, 3, new Backoff(Duration.ofHours(1), Duration.ofHours(1))));
        transaction("a", "1");
        await(() -> delivery.health() instanceof DeliveryHealth.Impaired);

        transaction("b", "2");
        transaction("c", "3");

        // Within the hour of the gate nobody calls, whatever comes in: at most the calls of the beginning.
        assertThat(target.calls()).isEqualTo(1);
    }

    @Test
    void throttlingImpairsOnlyWhenLagHasGrown() throws InterruptedException {
        target.fail(FailureKind.THROTTLED);
        transaction("a", "1");
        await(() -> delivery.counts().refusals() > 2);
        assertThat(delivery.health()).isInstanceOf(DeliveryHealth.Flowing.class);

        now.set(COMMITTED.plus(RetryPolicy.THROTTLING_TOLERANCE).plusSeconds(1));

        assertThat(delivery.health())
                .isInstanceOfSatisfying(
                        DeliveryHealth.Impaired.class,
                        impaired -> assertThat(impaired.code())
                                .isEqualTo(StreamFailureErrorCode.KINESIS_THROUGHPUT_EXCEEDED));
    }

    @Test
    void aRecordOverTheLimitIsFoundBeforeTheCallAndOthersPass() throws InterruptedException {
        target.limitRecordsTo(100);
        transaction("large", "x".repeat(100));
        transaction("small", "y");

        await(() -> signed.contains("small"));
        await(() -> delivery.health() instanceof DeliveryHealth.Impaired);
        DeliveryHealth.Impaired impaired = (DeliveryHealth.Impaired) delivery.health();
        assertThat(impaired.code()).isEqualTo(StreamFailureErrorCode.KINESIS_OVERSIZE_RECORD);
        assertThat(impaired.message()).contains("116 bytes").contains("100 bytes");
        assertThat(target.texts()).containsExactly("y");
        assertThat(signed).doesNotContain("large");
    }

    @Test
    void aRaisedLimitLetsTheLargeRecordThrough() throws InterruptedException {
        target.limitRecordsTo(100);
        transaction("large", "x".repeat(100));
        await(() -> delivery.health() instanceof DeliveryHealth.Impaired);

        target.limitRecordsTo(1000);

        await(() -> signed.contains("large"));
        assertThat(delivery.health()).isInstanceOf(DeliveryHealth.Flowing.class);
    }

    @Test
    void aLoweredLimitIsLearntFromTheRefusedCall() throws InterruptedException {
        transaction("before", "x".repeat(100));
        await(() -> signed.contains("before"));
        target.limitRecordsTo(100);
        target.hold();

        transaction("mixed", "1", "x".repeat(100), "2");
        target.release();

        await(() -> target.texts().containsAll(List.of("1", "2")));
        await(() -> delivery.health() instanceof DeliveryHealth.Impaired);
        assertThat(signed).doesNotContain("mixed");
    }

    @Test
    void aLimitThatMayNotBeAskedForIsLearntRecordByRecord() throws InterruptedException {
        target.hideLimit();
        target.limitRecordsTo(100);
        target.hold();
        transaction("mixed", "1", "x".repeat(100), "2");
        target.release();

        await(() -> target.texts().containsAll(List.of("1", "2")));
        await(() -> delivery.health() instanceof DeliveryHealth.Impaired impaired
                && impaired.code() == StreamFailureErrorCode.KINESIS_OVERSIZE_RECORD);
    }

    @Test
    void aMissingDataStreamFailsForGood() throws InterruptedException {
        target.fail(FailureKind.STREAM_NOT_FOUND);
        transaction("a", "1");

        await(() -> delivery.health() instanceof DeliveryHealth.Failed);
        assertThat(((DeliveryHealth.Failed) delivery.health()).code())
                .isEqualTo(StreamFailureErrorCode.KINESIS_STREAM_NOT_FOUND);
        assertThatThrownBy(() -> transaction("b", "2")).isInstanceOf(TargetException.class);
        assertThat(signed).isEmpty();
    }

    @Test
    void aDeadTargetBlocksTheCallerBeforeMemoryFills() throws Exception {
        delivery.close();
        delivery = delivery(new DeliveryConfig(3 << 20, 2, QUICK));
        target.hold();
        CompletableFuture<Void> feeding = new CompletableFuture<>();
        Thread feeder = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 100; i++) {
                    transaction("t" + i, "x".repeat(500_000));
                }
                feeding.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                feeding.completeExceptionally(e);
            }
        });
        await(() -> feeder.getState() == Thread.State.WAITING);
        assertThat(feeding).isNotDone();

        target.release();

        feeding.get();
        await(() -> signed.size() == 100);
    }

    @Test
    void aBlockedCallerCanBeInterrupted() throws Exception {
        delivery.close();
        delivery = delivery(new DeliveryConfig(1, 1, QUICK));
        target.hold();
        CompletableFuture<String> ended = new CompletableFuture<>();
        Thread feeder = Thread.ofVirtual().start(() -> {
            try {
                transaction("a", "1");
                transaction("b", "2");
                ended.complete("was not blocked");
            } catch (InterruptedException e) {
                ended.complete("interrupted");
            }
        });
        await(() -> feeder.getState() == Thread.State.WAITING);

        feeder.interrupt();

        assertThat(ended.get()).isEqualTo("interrupted");
    }

    @Test
    void drainsWhatWasHandedOver() throws InterruptedException {
        target.hold();
        transaction("a", "1");
        assertThat(delivery.drain(Duration.ofMillis(1))).isFalse();

        target.release();

        assertThat(delivery.drain(Duration.ofSeconds(30))).isTrue();
        assertThat(target.texts()).containsExactly("1");
    }

    @Test
    void closingDuringACallEndsItsThreads() throws InterruptedException {
        target.hold();
        transaction("a", "1");

        delivery.close();

        assertThat(signed).isEmpty();
        assertThatThrownBy(() -> transaction("b", "2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDefectStopsDeliveryAloud() throws InterruptedException {
        Shipment shipment = delivery.begin(COMMITTED, () -> {
            throw new IllegalStateException("a receipt that cannot be signed");
        });
        shipment.add(bytes("1"));
        shipment.complete();

        await(() -> delivery.health() instanceof DeliveryHealth.Stopped);
        assertThatThrownBy(() -> transaction("b", "2")).hasRootCauseMessage("a receipt that cannot be signed");
    }

    private void transaction(String name, String... records) throws InterruptedException {
        Shipment shipment = delivery.begin(COMMITTED, () -> signed.add(name));
        for (String record : records) {
            shipment.add(bytes(record));
        }
        shipment.complete();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** Waits for what another thread brings about; the class's time-out ends a wait for what never comes. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}
