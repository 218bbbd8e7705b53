package dev.freshet.kinesis.log;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The records of all data streams, each shard a sequence without gaps. The engine gives each record its index.
 *
 * <p>What every engine promises, and the contract test checks:
 *
 * <ul>
 *   <li>What {@link #append} answered survives the death of the process and of the machine.
 *   <li>Readers see only what is durable, in the order of its indexes: never a gap, never half of a batch.
 *   <li>Indexes are never used twice, also when all records are trimmed and the log is opened again.
 *   <li>Arrival times never decrease within a shard, whatever the clock does.
 * </ul>
 *
 * <p>All methods may be called from any thread, and throw {@link RecordLogException}. A shard that was never written to
 * is empty: shards need not be created.
 */
public interface RecordLog extends AutoCloseable {
    /**
     * Appends the records of one call and returns when they are durable, one answer a batch in their order. Each batch
     * is kept whole or not at all; after an exception, any of them may be there or not.
     */
    List<Appended> append(List<ShardBatch> batches);

    /**
     * Reads from the record at {@code fromIndex}, or from the horizon where that lies further on. At or beyond the end
     * it returns no records.
     */
    Slice read(LogShard shard, long fromIndex, ReadLimit limit);

    /** The index of the first record that arrived at {@code time} or later; the shard's end where there is none. */
    long seek(LogShard shard, Instant time);

    Extent extent(LogShard shard);

    /**
     * Waits until the shard's end lies beyond {@code index}, at most for {@code patience}; answers whether it does.
     */
    boolean await(LogShard shard, long index, Duration patience) throws InterruptedException;

    /** Moves the horizon up to {@code beforeIndex}: the records below are gone for ever. Never moves it back. */
    void trim(LogShard shard, long beforeIndex);

    /** Removes everything of a data stream. Its shards must not be written to any more. */
    void drop(UUID dataStream);

    /** Gives back the disk space of what was trimmed and dropped. Slow; other calls go on meanwhile. */
    void reclaim();

    /** Waits for appends under way, then refuses all calls. */
    @Override
    void close();
}
