package dev.freshet.kinesis.datastream;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One data stream in memory. What it is, is one immutable value, replaced as a whole; readers take it without a lock.
 *
 * <p>Two locks, always taken in this order: {@code change} lets one change at a time be made durable and then
 * published; {@code gate} is held for reading while a put is under way and for writing while the shards change, so that
 * no record reaches a shard that is closed.
 *
 * <p><b>Doubt.</b> When shards cannot be saved, they may have been saved all the same, and only the answer was lost. A
 * record put into a shard that the store already knows as closed would be lost with the next start. So what is in memory
 * is saved again before the next put, which fails while that is not possible. A store that cannot be reached takes
 * seconds to say so: after such a failure, all calls fail at once for a while instead of waiting for it one by one.
 */
final class LiveDataStream {
    /** Until the store is asked again after a failure. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private final Object change = new Object();
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final Map<ShardId, ShardTraffic> traffic = new ConcurrentHashMap<>();
    /** Written under {@code change}. */
    private volatile ShardMap map;
    /** Saves the shards when it is in doubt what the store knows of them. Changed with {@code gate} held for writing. */
    private volatile @Nullable Consumer<DataStream> doubt;

    /** Written under {@code change}. */
    private volatile @Nullable Unsettled unsettled;

    /** @param nanoTime as of {@link System#nanoTime} */
    LiveDataStream(DataStream dataStream, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.map = new ShardMap(dataStream, this::traffic);
    }

    /** That what is in doubt could not be saved. */
    private record Unsettled(RuntimeException why, long atNanos) {}

    DataStream dataStream() {
        return map.dataStream();
    }

    /** Of a shard there is. */
    ShardTraffic traffic(ShardId shard) {
        return traffic.computeIfAbsent(shard, _ -> new ShardTraffic());
    }

    /** Runs a put: until it returns, the shards stay as they are. */
    <T> T whileRouted(Function<ShardMap, T> put) {
        Lock open = gate.readLock();
        while (true) {
            open.lock();
            try {
                if (doubt == null) {
                    return put.apply(map);
                }
            } finally {
                open.unlock();
            }
            requireTimeToSettle();
            whileClosed(this::dataStream);
        }
    }

    /** Changes anything but the shards; what {@code make} throws leaves all as it was. */
    DataStream change(UnaryOperator<DataStream> make, Consumer<DataStream> save) {
        synchronized (change) {
            DataStream was = dataStream();
            DataStream made = make.apply(was);
            if (made.equals(was)) {
                return was;
            }
            save.accept(made);
            map = new ShardMap(made, this::traffic);
            traffic.keySet().retainAll(made.shards().stream().map(Shard::id).collect(toSet()));
            return made;
        }
    }

    /** Changes the shards, when the puts under way are done; later ones wait until it is durable. */
    DataStream reshape(UnaryOperator<DataStream> make, Consumer<DataStream> save) {
        return whileClosed(() -> change(make, made -> {
            doubt = save;
            save.accept(made);
            doubt = null;
        }));
    }

    /** Waits for the puts under way and settles what is in doubt; then no put runs until the work is done. */
    private DataStream whileClosed(Supplier<DataStream> work) {
        synchronized (change) {
            Lock closed = gate.writeLock();
            closed.lock();
            try {
                if (doubt != null) {
                    // Another call may have failed while this one waited for it.
                    requireTimeToSettle();
                    settle(doubt);
                }
                return work.get();
            } finally {
                closed.unlock();
            }
        }
    }

    private void requireTimeToSettle() {
        Unsettled last = unsettled;
        if (last != null && nanoTime.getAsLong() - last.atNanos() < PAUSE.toNanos()) {
            throw last.why();
        }
    }

    private void settle(Consumer<DataStream> save) {
        try {
            save.accept(dataStream());
        } catch (RuntimeException e) {
            unsettled = new Unsettled(e, nanoTime.getAsLong());
            throw e;
        }
        doubt = null;
        unsettled = null;
    }
}
