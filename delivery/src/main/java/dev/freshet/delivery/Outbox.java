package dev.freshet.delivery;

import dev.freshet.delivery.Parcel.Refusal;
import dev.freshet.delivery.Reaction.Extent;
import dev.freshet.delivery.Reaction.GiveUp;
import dev.freshet.delivery.Reaction.TryAgain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The records that the target has not acknowledged yet.
 *
 * <p>A record is in one of three places: {@code fresh} (never tried, in commit order), {@code inFlight} (in a call), or
 * {@code waiting} (refused, to be tried again when it is due). It leaves when the target accepts it, and in no other
 * way; so whatever happens, memory holds at most the configured bytes (and one hand-over), and nothing is forgotten.
 * {@code refused} indexes the refused ones, wherever they are, by age: the oldest decides the health.
 *
 * <p>Failures of one record delay that record alone. Failures of the target close the gate: until {@code gateNanos}
 * nobody calls, then one call at a time does, and the first accepted record opens the gate again.
 *
 * <p>Several threads come here (one that puts, a few that send, any that ask); all state is guarded by one lock, and no
 * call to the target and no receipt is made under it.
 */
final class Outbox {
    private final DeliveryConfig config;
    private final InstantSource clock;
    private final RandomGenerator jitter;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Condition empty = lock.newCondition();

    private final ArrayDeque<Parcel> fresh = new ArrayDeque<>();
    private final PriorityQueue<Parcel> waiting = new PriorityQueue<>(
            Comparator.<Parcel>comparingLong(p -> p.dueNanos).thenComparingLong(p -> p.number));
    private final Set<Batch> inFlight = new HashSet<>();
    private final TreeMap<Long, Parcel> refused = new TreeMap<>();

    private long bytes;
    private long nextNumber;
    private int gateFailures;
    private long gateNanos;
    private boolean closed;
    private DeliveryHealth.@Nullable Failed failure;
    private DeliveryHealth.@Nullable Stopped stopped;

    private long acceptedRecords;
    private long acceptedBytes;
    private long refusals;

    Outbox(DeliveryConfig config, InstantSource clock, RandomGenerator jitter) {
        this.config = config;
        this.clock = clock;
        this.jitter = jitter;
    }

    /** Takes records when there is room; true when the shipment turns out to be delivered already. */
    boolean put(Shipment shipment, List<Parcel> parcels, boolean last) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (bytes >= config.undeliveredBytes() && !closed && failure == null && !parcels.isEmpty()) {
                room.await();
            }
            refuseWhenEnded();
            for (Parcel parcel : parcels) {
                parcel.number = nextNumber++;
                bytes += parcel.sizeBytes();
                fresh.add(parcel);
            }
            shipment.handedOver(parcels.size(), last);
            work.signal();
            return shipment.isDelivered();
        } finally {
            lock.unlock();
        }
    }

    private void refuseWhenEnded() {
        if (failure != null) {
            throw new TargetException(FailureKind.STREAM_NOT_FOUND, failure.message());
        }
        if (stopped != null) {
            throw new IllegalStateException("Delivery was stopped by a defect", stopped.defect());
        }
        if (closed) {
            throw new IllegalStateException("Delivery is closed: stop what feeds it first");
        }
    }

    /** The next call's records, when there are some and the gate lets them through; empty when this outbox has ended. */
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && failure == null) {
                long nanos = nanosUntilWork();
                if (nanos <= 0) {
                    Batch batch = nextBatch();
                    inFlight.add(batch);
                    if (hasWork()) {
                        work.signal();
                    }
                    return batch;
                }
                if (nanos == Long.MAX_VALUE) {
                    work.await();
                } else {
                    work.await(nanos, TimeUnit.NANOSECONDS);
                }
            }
            return new Batch();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasWork() {
        return nanosUntilWork() <= 0;
    }

    private long nanosUntilWork() {
        boolean gateClosed = gateFailures > 0;
        if (gateClosed && !inFlight.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long now = System.nanoTime();
        long untilGate = gateClosed ? gateNanos - now : 0;
        if (!fresh.isEmpty()) {
            return untilGate;
        }
        Parcel due = waiting.peek();
        return due == null ? Long.MAX_VALUE : Math.max(untilGate, due.dueNanos - now);
    }

    private Batch nextBatch() {
        Batch batch = new Batch();
        long now = System.nanoTime();
        for (Parcel due = waiting.peek(); due != null && due.dueNanos <= now; due = waiting.peek()) {
            if (!batch.add(due)) {
                return batch;
            }
            waiting.remove();
        }
        for (Parcel next = fresh.peek(); next != null && batch.add(next); next = fresh.peek()) {
            fresh.remove();
        }
        return batch;
    }

    /** Books what became of a batch; answers the shipments that are delivered with it. */
    List<Shipment> settle(Batch batch, List<Outcome> outcomes) {
        List<Shipment> delivered = new ArrayList<>();
        lock.lock();
        try {
            inFlight.remove(batch);
            if (outcomes.contains(Outcome.ACCEPTED)) {
                gateFailures = 0;
            } else {
                closeGate(outcomes);
            }
            for (int i = 0; i < outcomes.size(); i++) {
                Parcel parcel = batch.parcels().get(i);
                switch (outcomes.get(i)) {
                    case Outcome.Accepted _ -> accept(parcel, delivered);
                    case Outcome.Refused refusal -> refuse(parcel, refusal);
                }
            }
            work.signal();
            room.signalAll();
            if (bytes == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return delivered;
    }

    private void accept(Parcel parcel, List<Shipment> delivered) {
        bytes -= parcel.sizeBytes();
        acceptedRecords++;
        acceptedBytes += parcel.record.data().length;
        if (parcel.refusal != null) {
            refused.remove(parcel.number);
        }
        parcel.shipment.delivered();
        if (parcel.shipment.isDelivered()) {
            delivered.add(parcel.shipment);
        }
    }

    private void refuse(Parcel parcel, Outcome.Refused refusal) {
        refusals++;
        parcel.failures++;
        parcel.travelsAlone |= refusal.travelsAlone();
        Instant since = parcel.refusal == null ? clock.instant() : parcel.refusal.since();
        parcel.refusal = new Refusal(refusal.kind(), refusal.message(), since);
        refused.put(parcel.number, parcel);
        switch (RetryPolicy.of(refusal.kind())) {
            case TryAgain again -> waitFor(parcel, again, refusal);
            case GiveUp giveUp -> fail(giveUp, refusal.message());
        }
    }

    private void waitFor(Parcel parcel, TryAgain again, Outcome.Refused refusal) {
        boolean gated = again.extent() == Extent.TARGET && gateFailures > 0;
        boolean split = refusal.travelsAlone() && parcel.failures == 1;
        Duration delay = gated || split ? Duration.ZERO : config.backoff().delay(parcel.failures, jitter);
        parcel.dueNanos = System.nanoTime() + delay.toNanos();
        waiting.add(parcel);
    }

    private void closeGate(List<Outcome> outcomes) {
        boolean targetFailed = outcomes.stream()
                .anyMatch(outcome -> outcome instanceof Outcome.Refused(FailureKind kind, String _, boolean _)
                        && RetryPolicy.of(kind) instanceof TryAgain again
                        && again.extent() == Extent.TARGET);
        if (targetFailed) {
            gateFailures++;
            gateNanos = System.nanoTime()
                    + config.backoff().delay(gateFailures, jitter).toNanos();
        }
    }

    private void fail(GiveUp giveUp, String message) {
        if (failure == null) {
            failure = new DeliveryHealth.Failed(giveUp.code(), giveUp.remedy(), message, clock.instant());
            wakeAll();
        }
    }

    DeliveryHealth health() {
        lock.lock();
        try {
            if (failure != null) {
                return failure;
            }
            if (stopped != null) {
                return stopped;
            }
            Optional<Instant> oldest = oldestUndelivered();
            return oldest.flatMap(this::impairment)
                    .<DeliveryHealth>map(impaired -> impaired)
                    .orElse(new DeliveryHealth.Flowing(oldest));
        } finally {
            lock.unlock();
        }
    }

    private Optional<DeliveryHealth.Impaired> impairment(Instant oldest) {
        Duration lag = Duration.between(oldest, clock.instant());
        for (Parcel parcel : refused.values()) {
            if (parcel.refusal != null
                    && RetryPolicy.of(parcel.refusal.kind()) instanceof TryAgain again
                    && (again.tolerance().isZero() || lag.compareTo(again.tolerance()) > 0)) {
                return Optional.of(new DeliveryHealth.Impaired(
                        again.code(), again.remedy(), parcel.refusal.message(), parcel.refusal.since(), oldest));
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> oldestUndelivered() {
        List<Parcel> candidates = new ArrayList<>();
        inFlight.forEach(batch -> batch.parcels().stream().min(BY_NUMBER).ifPresent(candidates::add));
        if (!fresh.isEmpty()) {
            candidates.add(fresh.getFirst());
        }
        if (!refused.isEmpty()) {
            candidates.add(refused.firstEntry().getValue());
        }
        return candidates.stream().min(BY_NUMBER).map(parcel -> parcel.shipment.committed);
    }

    private static final Comparator<Parcel> BY_NUMBER = Comparator.comparingLong(parcel -> parcel.number);

    DeliveryCounts counts() {
        lock.lock();
        try {
            return new DeliveryCounts(acceptedRecords, acceptedBytes, refusals);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is acknowledged; false when that took longer, or cannot come. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (bytes > 0 && failure == null && !closed && nanos > 0) {
                nanos = empty.awaitNanos(nanos);
            }
            return bytes == 0;
        } finally {
            lock.unlock();
        }
    }

    /** A thread met what it cannot explain: nothing more is taken, so that the owner starts anew from its checkpoint. */
    void stop(Throwable defect) {
        lock.lock();
        try {
            stopped = new DeliveryHealth.Stopped(defect, clock.instant());
            closed = true;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            wakeAll();
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        work.signalAll();
        room.signalAll();
        empty.signalAll();
    }
}
