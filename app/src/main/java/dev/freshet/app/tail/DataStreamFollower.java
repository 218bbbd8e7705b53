package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import dev.freshet.app.client.IteratorStart;
import dev.freshet.app.client.KinesisClient;
import dev.freshet.app.client.Shard;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * All records of a data stream, shard after shard in the order of descent, in one queue. A thread per shard reads; the
 * thread that calls {@link #next} owns everything else, starting children when their parents have ended among it.
 */
public final class DataStreamFollower implements AutoCloseable {
    /** Pages that may wait; a reader that is ahead of the printer stops here. */
    private static final int WAITING_PAGES = 8;

    private final KinesisClient kinesis;
    private final String dataStream;
    private final InstantSource clock;
    private final BlockingQueue<ShardEvent> events = new ArrayBlockingQueue<>(WAITING_PAGES);
    private final List<Thread> readers = new ArrayList<>();
    private final Set<String> started = new HashSet<>();
    private final Set<String> ended = new HashSet<>();

    private DataStreamFollower(KinesisClient kinesis, String dataStream, InstantSource clock) {
        this.kinesis = kinesis;
        this.dataStream = dataStream;
        this.clock = clock;
    }

    /** Looks up the shards, and returns when reading has begun. */
    public static DataStreamFollower open(KinesisClient kinesis, String dataStream, StartFrom from, InstantSource clock)
            throws InterruptedException {
        DataStreamFollower follower = new DataStreamFollower(kinesis, dataStream, clock);
        List<Shard> shards = kinesis.listShards(dataStream);
        switch (from) {
            case TRIM_HORIZON -> follower.startWhoseParentsEnded(shards);
            case LATEST -> follower.startOpen(shards);
        }
        return follower;
    }

    /** Waits for the next records. */
    public List<DataRecord> next() throws InterruptedException {
        while (true) {
            switch (events.take()) {
                case ShardEvent.Arrived arrived -> {
                    return arrived.records();
                }
                case ShardEvent.Ended shard -> {
                    ended.add(shard.shardId());
                    startWhoseParentsEnded(kinesis.listShards(dataStream));
                }
                case ShardEvent.Failed failed -> throw failed.cause();
            }
        }
    }

    private void startOpen(List<Shard> shards) throws InterruptedException {
        for (Shard shard : shards) {
            if (shard.isClosed()) {
                started.add(shard.id());
                ended.add(shard.id());
            } else {
                start(shard, new IteratorStart.Latest());
            }
        }
    }

    /** A parent that is not listed any more has nothing left to read. */
    private void startWhoseParentsEnded(List<Shard> shards) throws InterruptedException {
        Set<String> listed = new HashSet<>();
        shards.forEach(shard -> listed.add(shard.id()));
        for (Shard shard : shards) {
            boolean isFree =
                    shard.parents().stream().allMatch(parent -> ended.contains(parent) || !listed.contains(parent));
            if (isFree && !started.contains(shard.id())) {
                start(shard, new IteratorStart.TrimHorizon());
            }
        }
    }

    private void start(Shard shard, IteratorStart start) throws InterruptedException {
        started.add(shard.id());
        ShardReader reader = new ShardReader(kinesis, dataStream, shard.id(), start, clock, events);
        readers.add(Thread.ofVirtual().name("tail-" + shard.id()).start(reader));
    }

    @Override
    public void close() {
        readers.forEach(Thread::interrupt);
    }
}
