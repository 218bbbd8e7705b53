package dev.freshet.kinesis.datastream;

import dev.freshet.gateway.ApiException;
import dev.freshet.kinesis.log.ReadLimit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's reading of one shard by push, for five minutes at most: then the consumer subscribes again. It runs on
 * its caller's thread.
 *
 * <pre>
 * running --five minutes--> over, without an error
 * running --end of the shard--> over, the last event names the children
 * running --another one of the same consumer and shard takes over--> over, ResourceInUseException
 * running --the consumer or its data stream goes--> over, ResourceNotFoundException
 * </pre>
 */
public final class Subscription {
    /** As AWS documents it. */
    static final Duration LIFE = Duration.ofMinutes(5);

    /** AWS does not document it. KCL gives a silent subscription up after 35 seconds. */
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** Nothing wakes a reader at the end of a shard when the shard is closed: it looks this often. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Until there may be room again for what is pushed a second. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final int EVENT_RECORDS_MAX = 10_000;

    /** Takes events on their way to the client. */
    @FunctionalInterface
    public interface Receiver {
        /** @throws IOException when the client is gone */
        void receive(SubscriptionEvent event) throws IOException;
    }

    private final Subscriptions all;
    private final ShardSubscriber subscriber;
    private final ConsumerOf consumer;
    private final ShardPosition start;
    private final Instant opened;

    /** Both guarded by this object. */
    private boolean replaced;

    private @Nullable Thread waiting;

    Subscription(
            Subscriptions all, ShardSubscriber subscriber, ConsumerOf consumer, ShardPosition start, Instant opened) {
        this.all = all;
        this.subscriber = subscriber;
        this.consumer = consumer;
        this.start = start;
        this.opened = opened;
    }

    Instant opened() {
        return opened;
    }

    /** Returns at the subscription's end; what ended it before its time comes as an {@link ApiException}. */
    public void run(Receiver receiver) throws IOException, InterruptedException {
        try (EventRoom.Share share = all.eventRoom().open()) {
            run(receiver, share);
        }
    }

    private void run(Receiver receiver, EventRoom.Share share) throws IOException, InterruptedException {
        ShardPosition position = start;
        Elapsed elapsed = new Elapsed(opened);
        Duration nextHeartbeat = Duration.ZERO;
        while (elapsed.at(all.now()).compareTo(LIFE) < 0) {
            all.requireStillThere(consumer);
            boolean limited = all.limitsPushes(start.name());
            int room = limited ? subscriber.pushes().room(all.now().toEpochMilli()) : EventRoom.BYTES_MAX;
            if (room == 0) {
                Duration now = elapsed.at(all.now());
                if (now.compareTo(nextHeartbeat) >= 0) {
                    nextHeartbeat = now.plus(HEARTBEAT);
                    receiver.receive(heartbeat(position));
                }
                pause();
                requireLatest();
                continue;
            }
            ReadResult found =
                    all.reader().read(position, new ReadLimit(EVENT_RECORDS_MAX, Math.min(room, share.bytes())));
            requireLatest();
            if (limited) {
                subscriber.pushes().pushed(found.bytes());
            }
            if (found.next().isEmpty()) {
                receiver.receive(event(found));
                return;
            }
            Duration now = elapsed.at(all.now());
            if (!found.records().isEmpty() || now.compareTo(nextHeartbeat) >= 0) {
                nextHeartbeat = now.plus(HEARTBEAT);
                receiver.receive(event(found));
            }
            position = found.next().get();
            if (found.records().isEmpty()) {
                await(position);
            }
        }
    }

    /** It tells where the reader stands without moving it on. */
    private SubscriptionEvent heartbeat(ShardPosition position) {
        ReadResult ahead = all.reader().read(position, new ReadLimit(1, 1));
        return new SubscriptionEvent(
                List.of(), Optional.of(all.reader().numberBefore(position)), ahead.behindLatest(), List.of());
    }

    private SubscriptionEvent event(ReadResult found) {
        Optional<SequenceNumber> continuation = found.next().map(all.reader()::numberBefore);
        List<Shard> children = continuation.isPresent() ? List.of() : found.children();
        return new SubscriptionEvent(found.records(), continuation, found.behindLatest(), children);
    }

    private void await(ShardPosition position) throws InterruptedException {
        synchronized (this) {
            if (replaced) {
                return;
            }
            waiting = Thread.currentThread();
        }
        try {
            all.reader().await(position, LOOK);
        } catch (InterruptedException e) {
            if (!isReplaced()) {
                throw e;
            }
        } finally {
            synchronized (this) {
                waiting = null;
                if (replaced) {
                    // The interrupt may have come just after the wait.
                    Thread.interrupted();
                }
            }
        }
    }

    private synchronized void pause() throws InterruptedException {
        if (!replaced) {
            wait(PAUSE.toMillis());
        }
    }

    private void requireLatest() {
        if (isReplaced()) {
            throw KinesisErrors.resourceInUse("Another subscription of consumer "
                    + consumer.consumer().name() + " to " + start.shard() + " took over.");
        }
    }

    private synchronized boolean isReplaced() {
        return replaced;
    }

    /** Interrupts a wait only: an interrupt while it writes would close the connection, which others may share. */
    synchronized void replace() {
        replaced = true;
        notifyAll();
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
