package dev.freshet.kinesis.limit;

/**
 * Five GetRecords calls and 2 MiB a second from one shard. How much a call reads is known only when it is done; one that
 * uses up what there was keeps the next ones waiting until all has come back: a second after 2 MiB, five after 10 MiB,
 * as the reference of GetRecords says. Thread-safe.
 */
public final class ShardReadLimit {
    private static final long CALLS_PER_SECOND = 5;
    private static final long BYTES_PER_SECOND = 2 * 1024 * 1024;

    private final TokenBucket calls;
    private final TokenBucket bytes;
    private boolean usedUp;

    public ShardReadLimit(long nowMillis) {
        this.calls = new TokenBucket(CALLS_PER_SECOND, CALLS_PER_SECOND, nowMillis);
        this.bytes = new TokenBucket(BYTES_PER_SECOND, BYTES_PER_SECOND, nowMillis);
    }

    public synchronized boolean tryCall(long nowMillis) {
        usedUp = usedUp && !bytes.isFull(BYTES_PER_SECOND, nowMillis);
        if (usedUp || !calls.has(1, CALLS_PER_SECOND, nowMillis)) {
            return false;
        }
        calls.take(1);
        return true;
    }

    /** What the call read. */
    public synchronized void read(long readBytes, long nowMillis) {
        boolean enough = bytes.has(readBytes + 1, BYTES_PER_SECOND, nowMillis);
        bytes.take(readBytes);
        usedUp = usedUp || !enough;
    }
}
