package dev.freshet.kinesis.log;

import java.nio.ByteBuffer;

/**
 * What must outlive trimmed records: where the shard's records begin, and, for a shard that was trimmed empty, where
 * the next one goes and how late it was, so that neither indexes nor times ever go back.
 */
record TrimMark(long horizon, long end, long lastArrivalMillis) {
    static final TrimMark NONE = new TrimMark(0, 0, 0);

    static TrimMark decode(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        return new TrimMark(in.getLong(), in.getLong(), in.getLong());
    }

    byte[] encode() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(horizon)
                .putLong(end)
                .putLong(lastArrivalMillis)
                .array();
    }
}
