package dev.freshet.kinesis.limit;

/** What may be used at a steady rate, with as much at once as has been saved up. Not thread-safe. */
public final class TokenBucket {
    private static final double MILLIS_PER_SECOND = 1000;
    /** Callers come a little out of order; a clock that is further back was set. */
    private static final long DISORDER_MILLIS = 1000;

    private final long perSecond;
    private double level;
    private long filledAtMillis;

    /** It begins full. */
    public TokenBucket(long capacity, long perSecond, long nowMillis) {
        this.perSecond = perSecond;
        this.level = capacity;
        this.filledAtMillis = nowMillis;
    }

    /** @param capacity what can be saved up, which may change from call to call */
    public boolean has(long amount, long capacity, long nowMillis) {
        fill(capacity, nowMillis);
        return level >= amount;
    }

    /** Whether as much as can be is saved up. */
    public boolean isFull(long capacity, long nowMillis) {
        return has(capacity, capacity, nowMillis);
    }

    /** How much may be used now; less than nothing while something is owed. */
    public long level(long capacity, long nowMillis) {
        fill(capacity, nowMillis);
        return (long) Math.floor(level);
    }

    /** Takes it, also where that leaves less than nothing. */
    public void take(long amount) {
        level -= amount;
    }

    /** A clock that is set back gives and takes nothing; the rate goes on from the time that it shows then. */
    private void fill(long capacity, long nowMillis) {
        if (nowMillis > filledAtMillis) {
            level += (nowMillis - filledAtMillis) / MILLIS_PER_SECOND * perSecond;
            filledAtMillis = nowMillis;
        } else if (nowMillis < filledAtMillis - DISORDER_MILLIS) {
            filledAtMillis = nowMillis;
        }
        level = Math.min(level, capacity);
    }
}
