package dev.freshet.kinesis.datastream;

import static java.util.stream.Collectors.toSet;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One data stream in memory. What it is, is one immutable value, replaced as a whole; readers take it without a lock.
 *
 * <p>Two locks, always taken in this order: {@code change} lets one change at a time be made durable and then
 * published; {@code gate} is held for reading while a put is under way and for writing while the shards change, so that
 * no record reaches a shard that is closed.
 */
final class LiveDataStream {
    private final Object change = new Object();
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final Map<ShardId, ShardTraffic> traffic = new ConcurrentHashMap<>();
    /** Written under {@code change}. */
    private volatile ShardMap map;

    LiveDataStream(DataStream dataStream) {
        this.map = new ShardMap(dataStream, this::traffic);
    }

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
        open.lock();
        try {
            return put.apply(map);
        } finally {
            open.unlock();
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
        synchronized (change) {
            Lock closed = gate.writeLock();
            closed.lock();
            try {
                return change(make, save);
            } finally {
                closed.unlock();
            }
        }
    }
}
