package dev.freshet.kinesis.log;

import dev.freshet.kinesis.log.Failpoints.Moment;
import dev.freshet.kinesis.log.RecordLogException.Kind;
import dev.freshet.kinesis.log.RocksKeys.KeyRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded engine: one RocksDB for all data streams.
 *
 * <p><b>Writing.</b> Each caller packs its records into one value a shard ({@link PackedRecords}), so cost follows
 * bytes, not records. One {@link Committer} thread gathers whatever has come in meanwhile, gives out indexes and
 * arrival times, writes all of it in one atomic RocksDB batch, syncs once, publishes the new ends and answers. While
 * the disk syncs, the next group gathers: many callers share one sync, a single caller waits for one.
 *
 * <p><b>Reading.</b> A shard's end is published only after the sync, and readers stop there. RocksDB is not asked at
 * all when there is nothing new.
 *
 * <p><b>Failure.</b> When a write fails it is unknown whether it is on the disk, and RocksDB refuses all further
 * writes. The committer answers the failure, and before its next group closes RocksDB and opens it again: recovery
 * tells what is really there. Readers go on meanwhile. A damaged file fails whoever needs the records in it, and nobody
 * else.
 *
 * <p><b>Room.</b> Appends are refused before the disk is full: what is left is for trims, drops and compaction, so that
 * records which expire make room again by themselves.
 *
 * <p><b>Locks.</b> Calls into RocksDB hold {@code use}'s read lock, closing and opening again its write lock, for
 * native code does not survive a call on a closed database. Within it, trimming holds its shard's tail.
 */
public final class RocksRecordLog implements RecordLog {
    private static final Logger LOG = LoggerFactory.getLogger(RocksRecordLog.class);

    private final Path folder;
    private final RocksSettings settings;
    private final Failpoints failpoints;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private final Map<LogShard, ShardTail> tails = new ConcurrentHashMap<>();
    /** Ranges whose keys are deleted but still take room. */
    private final Map<LogShard, KeyRange> reclaimable = new ConcurrentHashMap<>();

    private final Committer committer;
    /** Touched by the committer's thread alone. */
    private boolean metDamage;
    /** Both written under the write lock. There is no store while it could not be opened again, and once closed. */
    private @Nullable RocksStore store;

    private boolean closed;

    public RocksRecordLog(Path folder, RocksSettings settings, InstantSource clock) {
        this(folder, settings, clock, Failpoints.NONE);
    }

    RocksRecordLog(Path folder, RocksSettings settings, InstantSource clock, Failpoints failpoints) {
        this.folder = folder;
        this.settings = settings;
        this.failpoints = failpoints;
        this.store = RocksStore.open(folder, settings);
        this.committer = new Committer(
                clock,
                new Committer.Storage() {
                    @Override
                    public ShardTail tail(LogShard shard) {
                        return using(open -> RocksRecordLog.this.tail(open, shard));
                    }

                    @Override
                    public void write(WriteBatch batch) {
                        RocksRecordLog.this.write(batch);
                    }

                    @Override
                    public void requireRoom() {
                        RocksStore.requireRoom(folder, settings);
                    }

                    @Override
                    public boolean isBroken() {
                        return RocksRecordLog.this.isBroken();
                    }

                    @Override
                    public void recover() {
                        openAgain();
                    }
                },
                failpoints);
    }

    @Override
    public List<Appended> append(List<ShardBatch> batches) {
        return committer.append(batches);
    }

    @Override
    public Slice read(LogShard shard, long fromIndex, ReadLimit limit) {
        return using(open -> untrimmed(tail(open, shard), extent -> {
            long from = Math.max(fromIndex, extent.horizon());
            if (from >= extent.end()) {
                return new Slice(List.of(), fromIndex, extent.end());
            }
            Room room = new Room(limit);
            long next = fill(open, shard, from, extent.end(), room);
            return new Slice(room.records(), next, extent.end());
        }));
    }

    /** What a trim removes while it is read is not damaged: the same is read again from the new horizon. */
    private static <T> T untrimmed(ShardTail tail, Function<Extent, T> read) {
        while (true) {
            Extent extent = tail.extent();
            try {
                return read.apply(extent);
            } catch (RecordLogException e) {
                if (tail.horizonAfterTrim() == extent.horizon()) {
                    throw e;
                }
            }
        }
    }

    private static long fill(RocksStore open, LogShard shard, long from, long end, Room room) {
        long next = from;
        try (RocksIterator batches = open.iterator()) {
            batches.seekForPrev(RocksKeys.batch(shard, from));
            while (next < end && !room.isFull()) {
                byte[] batch = batchAt(batches, shard, next);
                long firstIndex = RocksKeys.firstIndex(batches.key());
                PackedRecords.unpack(batch, firstIndex, next, room);
                next = from + room.records().size();
                batches.next();
            }
        }
        return next;
    }

    /** The value under the iterator, which must hold the record at {@code index}: a shard has no gaps. */
    private static byte[] batchAt(RocksIterator batches, LogShard shard, long index) {
        if (batches.isValid() && RocksKeys.isBatchOf(shard, batches.key())) {
            byte[] batch = batches.value();
            long firstIndex = RocksKeys.firstIndex(batches.key());
            if (batch.length > 0 && firstIndex <= index && index < firstIndex + PackedRecords.count(batch)) {
                return batch;
            }
        }
        checkStatus(batches);
        throw new RecordLogException(Kind.DAMAGED, "The record at index " + index + " of " + shard + " is missing");
    }

    /**
     * Keys hold no times, so this is a binary search over indexes that looks at the arrival time of the batch at each.
     */
    @Override
    public long seek(LogShard shard, Instant time) {
        return using(open -> untrimmed(tail(open, shard), extent -> {
            try (RocksIterator batches = open.iterator()) {
                return seek(batches, shard, extent, time.toEpochMilli());
            }
        }));
    }

    private static long seek(RocksIterator batches, LogShard shard, Extent extent, long timeMillis) {
        long low = extent.horizon();
        long high = extent.end();
        // Whoever trims asks for a time before the first record, as a rule: that is answered by one look.
        long middle = low;
        while (low < high) {
            batches.seekForPrev(RocksKeys.batch(shard, middle));
            byte[] batch = batchAt(batches, shard, middle);
            long firstIndex = RocksKeys.firstIndex(batches.key());
            if (PackedRecords.arrivalMillis(batch) < timeMillis) {
                low = firstIndex + PackedRecords.count(batch);
            } else {
                high = Math.max(firstIndex, extent.horizon());
            }
            middle = low + (high - low) / 2;
        }
        return low;
    }

    @Override
    public Extent extent(LogShard shard) {
        return using(open -> tail(open, shard).extent());
    }

    @Override
    public boolean await(LogShard shard, long index, Duration patience) throws InterruptedException {
        ShardTail tail = using(open -> tail(open, shard));
        return tail.await(index, patience);
    }

    @Override
    public void trim(LogShard shard, long beforeIndex) {
        mend();
        using(open -> {
            ShardTail tail = tail(open, shard);
            synchronized (tail) {
                long horizon = Math.min(beforeIndex, tail.end());
                if (horizon > tail.horizon()) {
                    trim(open, shard, tail, horizon);
                }
            }
            return tail;
        });
    }

    private void trim(RocksStore open, LogShard shard, ShardTail tail, long horizon) {
        TrimMark mark = new TrimMark(horizon, tail.end(), tail.lastArrivalMillis());
        long firstKept = horizon == tail.end() ? horizon : firstIndexOfBatchWith(open, shard, horizon);
        KeyRange trimmed = new KeyRange(RocksKeys.batch(shard, 0), RocksKeys.batch(shard, firstKept));
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(RocksKeys.trimMark(shard), mark.encode());
            batch.deleteRange(trimmed.start(), trimmed.end());
            failpoints.reached(Moment.BEFORE_TRIM);
            open.write(batch);
            failpoints.reached(Moment.AFTER_TRIM);
        } catch (RocksDBException e) {
            throw RocksFailures.during("trimming " + shard, e);
        }
        tail.raiseHorizon(horizon);
        reclaimable.put(shard, trimmed);
    }

    private static long firstIndexOfBatchWith(RocksStore open, LogShard shard, long index) {
        try (RocksIterator batches = open.iterator()) {
            batches.seekForPrev(RocksKeys.batch(shard, index));
            batchAt(batches, shard, index);
            return RocksKeys.firstIndex(batches.key());
        }
    }

    @Override
    public void drop(UUID dataStream) {
        KeyRange batches = RocksKeys.batchesOf(dataStream);
        KeyRange marks = RocksKeys.trimMarksOf(dataStream);
        mend();
        using(open -> {
            try (WriteBatch batch = new WriteBatch()) {
                batch.deleteRange(batches.start(), batches.end());
                batch.deleteRange(marks.start(), marks.end());
                open.write(batch);
            } catch (RocksDBException e) {
                throw RocksFailures.during("dropping data stream " + dataStream, e);
            }
            tails.keySet().removeIf(shard -> shard.dataStream().equals(dataStream));
            reclaimable.keySet().removeIf(shard -> shard.dataStream().equals(dataStream));
            reclaimable.put(new LogShard(dataStream, 0), batches);
            return dataStream;
        });
    }

    /** Compaction drops the keys of the ranges; a blob file goes when no key refers to it any more. */
    @Override
    public void reclaim() {
        mend();
        List<RecordLogException> failures = new ArrayList<>();
        for (LogShard shard : List.copyOf(reclaimable.keySet())) {
            KeyRange range = reclaimable.remove(shard);
            if (range != null) {
                try {
                    compact(range);
                } catch (RecordLogException e) {
                    reclaimable.putIfAbsent(shard, range);
                    failures.add(e);
                }
            }
        }
        throwFirst(failures);
    }

    private void compact(KeyRange range) {
        using(open -> {
            open.compact(range);
            return open;
        });
    }

    private static void throwFirst(List<RecordLogException> failures) {
        if (!failures.isEmpty()) {
            RecordLogException first = failures.getFirst();
            failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public void close() {
        committer.close();
        Lock alone = use.writeLock();
        alone.lock();
        try {
            closed = true;
            closeStore();
        } finally {
            alone.unlock();
        }
    }

    private ShardTail tail(RocksStore open, LogShard shard) {
        ShardTail known = tails.get(shard);
        return known != null ? known : tails.computeIfAbsent(shard, _ -> load(open, shard));
    }

    private static ShardTail load(RocksStore open, LogShard shard) {
        byte[] value = open.get(RocksKeys.trimMark(shard));
        TrimMark mark = value == null ? TrimMark.NONE : TrimMark.decode(value);
        try (RocksIterator batches = open.iterator()) {
            batches.seekForPrev(RocksKeys.batch(shard, Long.MAX_VALUE));
            if (!batches.isValid() || !RocksKeys.isBatchOf(shard, batches.key())) {
                checkStatus(batches);
                return new ShardTail(mark.horizon(), mark.end(), mark.lastArrivalMillis());
            }
            byte[] last = batches.value();
            if (last.length == 0) {
                checkStatus(batches);
                throw new RecordLogException(Kind.DAMAGED, "The last records of " + shard + " are missing");
            }
            long end = RocksKeys.firstIndex(batches.key()) + PackedRecords.count(last);
            return new ShardTail(mark.horizon(), end, PackedRecords.arrivalMillis(last));
        }
    }

    /** Without appends nobody else would make writes possible again: who comes by has the committer try. */
    private void mend() {
        if (isBroken()) {
            committer.append(List.of());
        }
    }

    private boolean isBroken() {
        Lock together = use.readLock();
        together.lock();
        try {
            return !closed && (store == null || store.hasFailed());
        } finally {
            together.unlock();
        }
    }

    private void write(WriteBatch batch) {
        using(open -> {
            try {
                open.write(batch);
            } catch (RocksDBException e) {
                RecordLogException failure = RocksFailures.during("writing the record log in " + folder, e);
                metDamage |= failure.kind() == Kind.DAMAGED;
                throw failure;
            }
            return batch;
        });
    }

    /**
     * After a failed write. On a full disk, or one that takes no writes, RocksDB would not open again, so readers keep
     * the open one until it does. Tails stay the same objects, for readers wait on them.
     */
    private void openAgain() {
        Lock alone = use.writeLock();
        alone.lock();
        try {
            if (closed) {
                throw new RecordLogException(Kind.CLOSED, "The record log in " + folder + " is closed");
            }
            RocksStore.requireWritable(folder);
            closeStore();
            RocksStore opened = RocksStore.reopen(folder, settings, metDamage);
            store = opened;
            tails.entrySet().removeIf(known -> !catchUp(opened, known.getKey(), known.getValue()));
        } finally {
            alone.unlock();
        }
    }

    /** False for a shard that cannot be read: it is left to those who ask for it, and fails nobody else. */
    private static boolean catchUp(RocksStore opened, LogShard shard, ShardTail tail) {
        try {
            ShardTail found = load(opened, shard);
            tail.raiseHorizon(found.horizon());
            tail.publish(found.end(), found.lastArrivalMillis());
            return true;
        } catch (RecordLogException e) {
            LOG.error("{} cannot be read any more: {}", shard, e.getMessage());
            return false;
        }
    }

    private void closeStore() {
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private <T> T using(Function<RocksStore, T> work) {
        Lock together = use.readLock();
        together.lock();
        try {
            if (closed) {
                throw new RecordLogException(Kind.CLOSED, "The record log in " + folder + " is closed");
            }
            if (store == null) {
                throw new RecordLogException(Kind.UNAVAILABLE, "The record log in " + folder + " could not be opened");
            }
            return work.apply(store);
        } finally {
            together.unlock();
        }
    }

    private static void checkStatus(RocksIterator batches) {
        try {
            batches.status();
        } catch (RocksDBException e) {
            throw RocksFailures.during("reading the record log", e);
        }
    }
}
