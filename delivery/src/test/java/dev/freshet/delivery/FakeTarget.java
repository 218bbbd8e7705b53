package dev.freshet.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A data stream in memory that fails on demand. Keeps the limits that PutRecords has, so a caller that breaks one is
 * found. Safe for several threads: each call is one step.
 */
public final class FakeTarget implements Target {
    private static final int LARGEST_BYTES = 10 << 20;

    private final List<OutgoingRecord> received = new ArrayList<>();
    private final Queue<TargetException> nextCalls = new ArrayDeque<>();
    private final Queue<IntPredicate> nextPartialRefusals = new ArrayDeque<>();
    private @Nullable FailureKind down;
    private boolean held;
    private boolean describable = true;
    private int maximumRecordBytes = 1 << 20;
    private int calls;

    @Override
    public synchronized int maximumRecordBytes() {
        if (!describable) {
            throw new TargetException(FailureKind.ACCESS_DENIED, "not authorized: kinesis:DescribeStreamSummary");
        }
        return maximumRecordBytes;
    }

    @Override
    public synchronized List<PutOutcome> put(List<OutgoingRecord> records) {
        checkLimits(records);
        waitWhileHeld();
        calls++;
        TargetException failure = nextCalls.poll();
        if (failure != null) {
            throw failure;
        }
        if (down != null) {
            throw new TargetException(down, "The fake is down: " + down);
        }
        refuseOversize(records);
        IntPredicate refused = Optional.ofNullable(nextPartialRefusals.poll()).orElse(i -> false);
        List<PutOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            outcomes.add(refused.test(i) ? throttled() : accept(records.get(i)));
        }
        return outcomes;
    }

    private static void checkLimits(List<OutgoingRecord> records) {
        long bytes = records.stream().mapToLong(OutgoingRecord::sizeBytes).sum();
        if (records.isEmpty() || records.size() > 500 || (bytes > LARGEST_BYTES && records.size() > 1)) {
            throw new IllegalStateException(
                    "PutRecords takes no " + records.size() + " records of " + bytes + " bytes");
        }
    }

    private void waitWhileHeld() {
        while (held) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TargetException(FailureKind.UNAVAILABLE, "interrupted", e);
            }
        }
    }

    private void refuseOversize(List<OutgoingRecord> records) {
        if (records.stream().anyMatch(record -> record.sizeBytes() > maximumRecordBytes)) {
            throw new TargetException(FailureKind.RECORD_TOO_LARGE, "a record exceeds " + maximumRecordBytes);
        }
    }

    private static PutOutcome throttled() {
        return new PutOutcome.Refused(FailureKind.THROTTLED, "Rate exceeded for shard shardId-000000000000");
    }

    private PutOutcome accept(OutgoingRecord record) {
        received.add(record);
        notifyAll();
        return new PutOutcome.Accepted("shardId-000000000000", Integer.toString(received.size()));
    }

    /** Every call fails so from now on. */
    public synchronized void fail(FailureKind kind) {
        down = kind;
    }

    /** Calls succeed again. */
    public synchronized void recover() {
        down = null;
        describable = true;
    }

    /** The next call fails so; may be said several times for several calls. */
    public synchronized void failNextCall(FailureKind kind) {
        nextCalls.add(new TargetException(kind, "The fake fails a call: " + kind));
    }

    /** The next call throttles the records at these indexes. */
    public synchronized void throttleInNextCall(IntPredicate indexes) {
        nextPartialRefusals.add(indexes);
    }

    public synchronized void limitRecordsTo(int bytes) {
        maximumRecordBytes = bytes;
    }

    /** The data stream cannot be described, though records can be put. */
    public synchronized void hideLimit() {
        describable = false;
    }

    /** Calls wait until {@link #release}. */
    public synchronized void hold() {
        held = true;
    }

    public synchronized void release() {
        held = false;
        notifyAll();
    }

    public synchronized int calls() {
        return calls;
    }

    public synchronized List<OutgoingRecord> received() {
        return List.copyOf(received);
    }

    /** What was received, as text. */
    public List<String> texts() {
        return received().stream()
                .map(record -> new String(record.data(), StandardCharsets.UTF_8))
                .toList();
    }
}
