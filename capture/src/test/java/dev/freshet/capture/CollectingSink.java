package dev.freshet.capture;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps every record, and lets a test wait for a position. */
final class CollectingSink implements TransactionSink {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** A transaction as it was handed over. */
    record Received(Checkpoint checkpoint, long commitTimeNanos, List<String> records) {
        /** All that must be the same when the transactions are delivered again. Fragments have no times. */
        static List<List<String>> withoutProcessingTime(List<Received> transactions) {
            return transactions.stream()
                    .map(transaction -> transaction.records().stream()
                            .map(record -> record.replaceFirst(",\"ts_ms\":\\d+,\"ts_ns\":\\d+}$", "}"))
                            .toList())
                    .toList();
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Received> transactions = new ArrayList<>();
    private Checkpoint latest;
    private @Nullable Throwable failure;

    CollectingSink(Checkpoint start) {
        this.latest = start;
    }

    @Override
    public void transaction(CapturedTransaction transaction) throws InterruptedException {
        List<String> records = new ArrayList<>();
        transaction.forEachRecord(record -> records.add(new String(record, StandardCharsets.UTF_8)));
        update(() -> {
            transactions.add(new Received(transaction.checkpoint(), transaction.commitTimeNanos(), records));
            latest = transaction.checkpoint();
        });
    }

    @Override
    public void quiet(Checkpoint checkpoint) {
        update(() -> latest = checkpoint);
    }

    void failed(Throwable cause) {
        update(() -> failure = cause);
    }

    private void update(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The records of all transactions so far, once everything before the position was captured. */
    List<Received> awaitTransactions(Lsn position) throws InterruptedException {
        lock.lock();
        try {
            long nanos = DEADLINE.toNanos();
            while (latest.position().isBefore(position)) {
                if (failure != null) {
                    throw new AssertionError("Capture failed", failure);
                }
                if (nanos <= 0) {
                    throw new AssertionError("Captured only up to " + latest.position() + ", not " + position);
                }
                nanos = changed.awaitNanos(nanos);
            }
            return List.copyOf(transactions);
        } finally {
            lock.unlock();
        }
    }

    Throwable awaitFailure() throws InterruptedException {
        lock.lock();
        try {
            long nanos = DEADLINE.toNanos();
            while (failure == null) {
                if (nanos <= 0) {
                    throw new AssertionError("Capture did not fail within " + DEADLINE);
                }
                nanos = changed.awaitNanos(nanos);
            }
            return failure;
        } finally {
            lock.unlock();
        }
    }

    Checkpoint latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }
}
