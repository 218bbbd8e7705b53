package dev.freshet.kinesis.datastream;

import dev.freshet.kinesis.limit.ShardPushLimit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How large the events of subscriptions may be. A client that reads slowly holds an event in memory for as long as it
 * reads, and there may be thousands: the more subscriptions run, the smaller each one's events. Thread-safe.
 */
public final class EventRoom {
    /** A second's worth of a shard; AWS's events are no larger either. */
    static final int BYTES_MAX = ShardPushLimit.BYTES_PER_SECOND;

    /** About what a subscription takes anyway. A record that is larger goes alone. */
    static final int BYTES_MIN = 16 * 1024;

    private final long bytes;
    private final AtomicInteger running = new AtomicInteger();

    /** @param bytes of records in all events on their way */
    EventRoom(long bytes) {
        this.bytes = bytes;
    }

    /** A thirty-second part of the heap: what an event becomes on its way takes several times as much. */
    public static EventRoom ofThisProcess() {
        return new EventRoom(Runtime.getRuntime().maxMemory() / 32);
    }

    /** To be called at a subscription's begin; its end closes what it gets. */
    Share open() {
        running.incrementAndGet();
        return new Share();
    }

    /** One subscription's. */
    final class Share implements AutoCloseable {
        int bytes() {
            return (int) Math.clamp(bytes / running.get(), BYTES_MIN, BYTES_MAX);
        }

        @Override
        public void close() {
            running.decrementAndGet();
        }
    }
}
