package dev.freshet.kinesis.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Where a shard's records begin and end, in memory.
 *
 * <p>{@code end} and {@code lastArrivalMillis} are written by the committer alone, after the records are durable;
 * {@code horizon} by whoever trims, under this object's lock. Readers read all of them without a lock: the volatile
 * write of {@code end} makes sure that the records below it can be read.
 */
final class ShardTail {
    private volatile long horizon;
    private volatile long end;
    private volatile long lastArrivalMillis;
    private int waiting;

    ShardTail(long horizon, long end, long lastArrivalMillis) {
        this.horizon = horizon;
        this.end = end;
        this.lastArrivalMillis = lastArrivalMillis;
    }

    long horizon() {
        return horizon;
    }

    long end() {
        return end;
    }

    long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    Extent extent() {
        // The horizon first: it never passes an end read later.
        long from = horizon;
        return new Extent(from, end);
    }

    synchronized void raiseHorizon(long to) {
        horizon = Math.max(horizon, to);
    }

    /** Waits for a trim that is under way, which removes records before it raises the horizon. */
    synchronized long horizonAfterTrim() {
        return horizon;
    }

    synchronized void publish(long newEnd, long arrivalMillis) {
        lastArrivalMillis = arrivalMillis;
        end = newEnd;
        if (waiting > 0) {
            notifyAll();
        }
    }

    synchronized boolean await(long index, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        waiting++;
        try {
            while (end <= index) {
                long leftNanos = deadlineNanos - System.nanoTime();
                if (leftNanos <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
            }
            return true;
        } finally {
            waiting--;
        }
    }
}
