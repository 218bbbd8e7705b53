package dev.freshet.kinesis.log;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Keys of the embedded engine, ordered so that a shard's batches stand together in the order of their indexes:
 *
 * <ul>
 *   <li>{@code 'B' | data stream (16 bytes) | shard (4) | first index (8)}: a batch ({@link PackedRecords})
 *   <li>{@code 'T' | data stream (16) | shard (4)}: what trimming left behind ({@link TrimMark})
 *   <li>{@code 'F'}: the number of this format
 * </ul>
 */
final class RocksKeys {
    static final byte[] FORMAT = {'F'};

    private static final byte BATCH = 'B';
    private static final byte TRIM_MARK = 'T';
    private static final int DATA_STREAM_BYTES = 1 + 2 * Long.BYTES;
    private static final int SHARD_BYTES = DATA_STREAM_BYTES + Integer.BYTES;
    private static final int BATCH_BYTES = SHARD_BYTES + Long.BYTES;

    private RocksKeys() {}

    static byte[] batch(LogShard shard, long firstIndex) {
        return shardPrefix(BATCH_BYTES, BATCH, shard).putLong(firstIndex).array();
    }

    static byte[] trimMark(LogShard shard) {
        return shardPrefix(SHARD_BYTES, TRIM_MARK, shard).array();
    }

    static boolean isBatchOf(LogShard shard, byte[] key) {
        if (key.length != BATCH_BYTES || key[0] != BATCH) {
            return false;
        }
        ByteBuffer in = ByteBuffer.wrap(key, 1, key.length - 1);
        return in.getLong() == shard.dataStream().getMostSignificantBits()
                && in.getLong() == shard.dataStream().getLeastSignificantBits()
                && in.getInt() == shard.shard();
    }

    static long firstIndex(byte[] batchKey) {
        return ByteBuffer.wrap(batchKey).getLong(SHARD_BYTES);
    }

    static KeyRange batchesOf(UUID dataStream) {
        return rangeOf(BATCH, dataStream);
    }

    static KeyRange trimMarksOf(UUID dataStream) {
        return rangeOf(TRIM_MARK, dataStream);
    }

    private static KeyRange rangeOf(byte kind, UUID dataStream) {
        byte[] start = dataStreamPrefix(DATA_STREAM_BYTES, kind, dataStream).array();
        byte[] end = dataStreamPrefix(BATCH_BYTES + 1, kind, dataStream).array();
        // Longer than any key and all ones behind the prefix, so it sorts behind every key of the data stream.
        java.util.Arrays.fill(end, DATA_STREAM_BYTES, end.length, (byte) 0xff);
        return new KeyRange(start, end);
    }

    private static ByteBuffer shardPrefix(int size, byte kind, LogShard shard) {
        return dataStreamPrefix(size, kind, shard.dataStream()).putInt(shard.shard());
    }

    private static ByteBuffer dataStreamPrefix(int size, byte kind, UUID dataStream) {
        return ByteBuffer.allocate(size)
                .put(kind)
                .putLong(dataStream.getMostSignificantBits())
                .putLong(dataStream.getLeastSignificantBits());
    }

    /** From {@code start}, inclusive, to {@code end}, exclusive. */
    @SuppressWarnings("ArrayRecordComponent") // Handed straight to RocksDB.
    record KeyRange(byte[] start, byte[] end) {}
}
