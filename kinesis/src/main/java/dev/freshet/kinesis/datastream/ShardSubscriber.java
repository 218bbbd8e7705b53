package dev.freshet.kinesis.datastream;

import dev.freshet.kinesis.limit.CallLimit;
import dev.freshet.kinesis.limit.ShardPushLimit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One consumer at one shard: how often it calls, how much it is pushed, and its latest subscription. Thread-safe. */
final class ShardSubscriber {
    private static final int CALLS_PER_SECOND = 1;

    private final ConsumerName consumer;
    private final ShardId shard;
    private final CallLimit calls;
    private final ShardPushLimit pushes;
    /** Both guarded by this object. */
    private Instant called;

    private @Nullable Subscription latest;

    ShardSubscriber(ConsumerName consumer, ShardId shard, Instant now) {
        this.consumer = consumer;
        this.shard = shard;
        this.calls = new CallLimit(CALLS_PER_SECOND, now.toEpochMilli());
        this.pushes = new ShardPushLimit(now.toEpochMilli());
        this.called = now;
    }

    /**
     * Counts a call. Within five seconds of one that went well ResourceInUseException is the answer to any number of
     * calls, for that is what callers are told to expect then.
     */
    synchronized void admitCall(Instant now, boolean limited) {
        called = now;
        boolean inTime = calls.tryCall(now.toEpochMilli());
        requireFree(now);
        if (limited && !inTime) {
            throw KinesisErrors.limitExceeded("Rate exceeded for consumer " + consumer + " and shard " + shard
                    + ": SubscribeToShard can be called " + CALLS_PER_SECOND + " time per second.");
        }
    }

    /** A clock that shows a time long before the latest one was set back, which frees the shard. */
    private void requireFree(Instant now) {
        if (latest != null && Duration.between(latest.opened(), now).abs().compareTo(Subscriptions.EXCLUSIVE) < 0) {
            throw KinesisErrors.resourceInUse("Another subscription of consumer " + consumer + " to " + shard
                    + " is less than " + Subscriptions.EXCLUSIVE.toSeconds() + " seconds old.");
        }
    }

    /** Of two calls at the same moment the first wins. */
    synchronized void begin(Subscription opened) {
        requireFree(opened.opened());
        if (latest != null) {
            latest.replace();
        }
        latest = opened;
    }

    /** Whether nothing of it runs or counts any more. */
    synchronized boolean isIdle(Instant now) {
        return called.plus(Subscription.LIFE).isBefore(now);
    }

    ShardPushLimit pushes() {
        return pushes;
    }
}
