package dev.freshet.kinesis.limit;

/** 2 MiB a second pushed from one shard to one consumer, whatever others read there. Thread-safe. */
public final class ShardPushLimit {
    public static final int BYTES_PER_SECOND = 2 * 1024 * 1024;

    private final TokenBucket bytes;

    public ShardPushLimit(long nowMillis) {
        this.bytes = new TokenBucket(BYTES_PER_SECOND, BYTES_PER_SECOND, nowMillis);
    }

    /** How many bytes may be pushed now, up to a second's; 0 when it is not time yet. */
    public synchronized int room(long nowMillis) {
        return (int) Math.max(0, bytes.level(BYTES_PER_SECOND, nowMillis));
    }

    /** What was pushed; a single record may be larger than the room there was, and is made up for later. */
    public synchronized void pushed(long pushedBytes) {
        bytes.take(pushedBytes);
    }
}
