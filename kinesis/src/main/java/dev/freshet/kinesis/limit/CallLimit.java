package dev.freshet.kinesis.limit;

/** So many calls a second. Thread-safe. */
public final class CallLimit {
    private final int perSecond;
    private final TokenBucket calls;

    public CallLimit(int perSecond, long nowMillis) {
        this.perSecond = perSecond;
        this.calls = new TokenBucket(perSecond, perSecond, nowMillis);
    }

    public synchronized boolean tryCall(long nowMillis) {
        if (!calls.has(1, perSecond, nowMillis)) {
            return false;
        }
        calls.take(1);
        return true;
    }
}
