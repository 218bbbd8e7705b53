package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of stream consumers to shards: one at a time for a consumer and a shard. A later one is refused for
 * five seconds, and then takes over.
 */
public final class Subscriptions {
    /** As AWS documents it, also when the earlier subscription has ended meanwhile. */
    static final Duration EXCLUSIVE = Duration.ofSeconds(5);

    private final DataStreams dataStreams;
    private final StreamConsumers consumers;
    private final RecordReader reader;
    /** The latest of each, until its five seconds and its life are over; guarded by itself. */
    private final Map<Subscribed, Subscription> latest = new HashMap<>();

    public Subscriptions(DataStreams dataStreams, StreamConsumers consumers, RecordReader reader) {
        this.dataStreams = dataStreams;
        this.consumers = consumers;
        this.reader = reader;
    }

    /** Who reads what. The consumer's creation tells it from an earlier one of the name. */
    private record Subscribed(ShardPosition shard, ConsumerName consumer, Instant created) {
        static Subscribed of(ConsumerOf consumer, ShardPosition position) {
            return new Subscribed(
                    position.at(0),
                    consumer.consumer().name(),
                    consumer.consumer().created());
        }
    }

    /** Takes the shard over from an earlier subscription of the consumer, which ends. */
    public Subscription open(ConsumerOf consumer, ShardId shard, StartingPoint start) {
        requireActive(consumer);
        ShardPosition position = reader.locate(consumer.dataStream().name(), shard, start, "SubscribeToShard");
        Subscription opened = new Subscription(this, consumer, position, now());
        Subscription before = put(Subscribed.of(consumer, position), opened);
        if (before != null) {
            before.replace();
        }
        return opened;
    }

    private void requireActive(ConsumerOf found) {
        if (found.consumer().status() != ConsumerStatus.ACTIVE) {
            throw KinesisErrors.resourceInUse("Consumer " + found.consumer().name() + " of stream "
                    + found.dataStream().name() + " under account "
                    + dataStreams.home().account() + " not ACTIVE, instead in state "
                    + found.consumer().status());
        }
    }

    private @Nullable Subscription put(Subscribed subscribed, Subscription opened) {
        synchronized (latest) {
            Instant now = now();
            latest.values()
                    .removeIf(each -> each.opened().plus(Subscription.LIFE).isBefore(now));
            Subscription before = latest.get(subscribed);
            if (before != null && now.isBefore(before.opened().plus(EXCLUSIVE))) {
                throw KinesisErrors.resourceInUse("Another subscription of consumer " + subscribed.consumer() + " to "
                        + subscribed.shard().shard() + " is less than " + EXCLUSIVE.toSeconds() + " seconds old.");
            }
            latest.put(subscribed, opened);
            return before;
        }
    }

    void requireStillThere(ConsumerOf consumer) {
        boolean there = consumers
                .find(consumer.dataStream().name(), consumer.consumer().name())
                .filter(now -> now.consumer().isSameAs(consumer.consumer())
                        && now.consumer().status() != ConsumerStatus.DELETING)
                .isPresent();
        if (!there) {
            throw KinesisErrors.consumerNotFound(
                    dataStreams.home().arn(consumer.dataStream().name(), consumer.consumer()), dataStreams.home());
        }
    }

    RecordReader reader() {
        return reader;
    }

    Instant now() {
        return dataStreams.now();
    }
}
