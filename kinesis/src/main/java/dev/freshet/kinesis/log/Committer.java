package dev.freshet.kinesis.log;

import dev.freshet.kinesis.log.Failpoints.Moment;
import dev.freshet.kinesis.log.RecordLogException.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Group commit: one thread that gathers appends, gives out indexes and arrival times, writes and syncs them together,
 * and answers. It alone advances the ends of shards.
 *
 * <p>The thread is a platform thread, for a sync holds it inside native code.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

    /** Bounds what RocksDB copies at once; a single append may be larger. */
    private static final long GROUP_BYTES_MAX = 8 * 1024 * 1024;

    private static final int QUEUE_APPENDS_MAX = 1024;

    /** What the committer writes to. */
    interface Storage {
        ShardTail tail(LogShard shard);

        /** Returns when the batch is durable. */
        void write(WriteBatch batch);

        /** @throws RecordLogException when the disk has too little room for more records */
        void requireRoom();

        /** Whether all writes fail until {@link #recover}. */
        boolean isBroken();

        /** Finds out what is there after a failed write, and makes writes possible again. */
        void recover();
    }

    private final InstantSource clock;
    private final Storage storage;
    private final Failpoints failpoints;
    private final BlockingQueue<Pending> queue = new ArrayBlockingQueue<>(QUEUE_APPENDS_MAX);
    private final Thread thread;
    private volatile boolean closing;
    /** Both touched by the committer's thread alone. */
    private boolean broken;

    private boolean full;

    Committer(InstantSource clock, Storage storage, Failpoints failpoints) {
        this.clock = clock;
        this.storage = storage;
        this.failpoints = failpoints;
        this.thread = Thread.ofPlatform().name("record-log-committer").daemon().start(this::run);
    }

    List<Appended> append(List<ShardBatch> batches) {
        List<PackedBatch> packed = new ArrayList<>(batches.size());
        for (ShardBatch batch : batches) {
            packed.add(new PackedBatch(
                    batch.shard(),
                    PackedRecords.pack(batch.records()),
                    batch.records().size()));
        }
        Pending pending = new Pending(packed, new CompletableFuture<>());
        enqueue(pending);
        return answer(pending);
    }

    private void enqueue(Pending pending) {
        try {
            queue.put(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecordLogException(Kind.UNAVAILABLE, "An append was interrupted before it began", e);
        }
        if (closing) {
            failAll(drain());
        }
    }

    private static List<Appended> answer(Pending pending) {
        try {
            return pending.answer().join();
        } catch (CompletionException e) {
            // Thrown anew so that the stack is the caller's.
            if (e.getCause() instanceof RecordLogException failure) {
                throw new RecordLogException(failure.kind(), String.valueOf(failure.getMessage()), failure);
            }
            throw e;
        }
    }

    private void run() {
        List<Pending> group = new ArrayList<>();
        try {
            while (!closing) {
                try {
                    gather(group);
                    commit(group);
                } catch (InterruptedException e) {
                    // Only close() interrupts; the loop sees that it is closing.
                } catch (RuntimeException | Error e) {
                    fail(group, ofTheProgram(e));
                }
                group.clear();
            }
        } finally {
            // Also when not even the failure could be told: nobody must wait for a thread that is gone.
            closing = true;
            failAll(group);
            failAll(drain());
        }
    }

    private static RecordLogException ofTheProgram(Throwable e) {
        return new RecordLogException(Kind.UNAVAILABLE, "The record log met an error of the program", e);
    }

    private void gather(List<Pending> group) throws InterruptedException {
        @Nullable Pending next = queue.take();
        long bytes = 0;
        while (next != null) {
            group.add(next);
            bytes += next.sizeBytes();
            next = bytes < GROUP_BYTES_MAX ? queue.poll() : null;
        }
    }

    private void commit(List<Pending> group) {
        if (!hasRoom(group)) {
            return;
        }
        Map<LogShard, Plan> plans = new HashMap<>();
        List<Planned> planned = new ArrayList<>(group.size());
        try (WriteBatch batch = new WriteBatch()) {
            failpoints.reached(Moment.GATHERED);
            recoverIfBroken();
            long nowMillis = clock.millis();
            for (Pending pending : group) {
                if (plan(pending, plans, nowMillis)) {
                    planned.add(new Planned(pending, add(pending, plans, batch)));
                }
            }
            failpoints.reached(Moment.PLANNED);
            storage.write(batch);
            failpoints.reached(Moment.WRITTEN);
        } catch (RecordLogException e) {
            fail(group, e);
            return;
        } catch (RocksDBException e) {
            fail(group, RocksFailures.during("gathering appends", e));
            return;
        } catch (RuntimeException | Error e) {
            fail(group, ofTheProgram(e));
            return;
        }
        plans.values().forEach(Plan::publish);
        failpoints.reached(Moment.PUBLISHED);
        planned.forEach(done -> done.pending().answer().complete(done.appended()));
        failpoints.reached(Moment.ANSWERED);
    }

    /** Without room the group is refused, and nothing else happens to the log. */
    private boolean hasRoom(List<Pending> group) {
        try {
            storage.requireRoom();
            full = false;
            return true;
        } catch (RecordLogException e) {
            if (!full) {
                full = true;
                LOG.error("Appends are refused: {}", e.getMessage());
            }
            refuse(group, e);
            return false;
        }
    }

    private static void refuse(List<Pending> group, RecordLogException e) {
        group.forEach(pending -> pending.answer().completeExceptionally(e));
    }

    /** A shard that cannot be read refuses the appends to it, and leaves the others of the group alone. */
    private boolean plan(Pending pending, Map<LogShard, Plan> plans, long nowMillis) {
        try {
            for (PackedBatch packed : pending.batches()) {
                plans.computeIfAbsent(packed.shard(), shard -> new Plan(storage.tail(shard), nowMillis));
            }
            return true;
        } catch (RecordLogException e) {
            pending.answer().completeExceptionally(e);
            return false;
        }
    }

    private static List<Appended> add(Pending pending, Map<LogShard, Plan> plans, WriteBatch batch)
            throws RocksDBException {
        List<Appended> appended = new ArrayList<>(pending.batches().size());
        for (PackedBatch packed : pending.batches()) {
            appended.add(Objects.requireNonNull(plans.get(packed.shard())).add(packed, batch));
        }
        return appended;
    }

    private void fail(List<Pending> group, RecordLogException e) {
        if (!broken) {
            broken = true;
            LOG.error("Appends fail until the record log can be written again", e);
        }
        refuse(group, e);
    }

    private void recoverIfBroken() {
        if (broken || storage.isBroken()) {
            storage.recover();
            broken = false;
            LOG.info("Appends go on: the record log was opened again");
        }
    }

    private List<Pending> drain() {
        List<Pending> left = new ArrayList<>();
        queue.drainTo(left);
        return left;
    }

    private static void failAll(List<Pending> left) {
        refuse(left, new RecordLogException(Kind.CLOSED, "The record log is closed"));
    }

    /** Lets the group under way finish; whatever waits behind it is refused. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        failAll(drain());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a group adds to one shard. */
    private static final class Plan {
        private final ShardTail tail;
        private final long arrivalMillis;
        private long end;

        Plan(ShardTail tail, long nowMillis) {
            this.tail = tail;
            this.arrivalMillis = Math.max(nowMillis, tail.lastArrivalMillis());
            this.end = tail.end();
        }

        Appended add(PackedBatch packed, WriteBatch batch) throws RocksDBException {
            long firstIndex = end;
            PackedRecords.setArrivalMillis(packed.value(), arrivalMillis);
            batch.put(RocksKeys.batch(packed.shard(), firstIndex), packed.value());
            end += packed.count();
            return new Appended(packed.shard(), firstIndex, Instant.ofEpochMilli(arrivalMillis));
        }

        void publish() {
            tail.publish(end, arrivalMillis);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // Lives for one append, never compared.
    private record PackedBatch(LogShard shard, byte[] value, int count) {}

    private record Planned(Pending pending, List<Appended> appended) {}

    private record Pending(List<PackedBatch> batches, CompletableFuture<List<Appended>> answer) {
        long sizeBytes() {
            long bytes = 0;
            for (PackedBatch batch : batches) {
                bytes += batch.value().length;
            }
            return bytes;
        }
    }
}
