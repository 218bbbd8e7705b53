package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The subscriptions of stream consumers to shards: one at a time for a consumer and a shard. A later one is refused for
 * five seconds, and then takes over.
 *
 * <p>Where rates are limited, a consumer calls for a shard once a second, whatever the answer, and is pushed 2 MiB a
 * second from each shard of a provisioned data stream, as {@link ReadLimits} has it for reading by call.
 */
public final class Subscriptions {
    /** As AWS documents it, also when the earlier subscription has ended meanwhile. */
    static final Duration EXCLUSIVE = Duration.ofSeconds(5);

    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

    private final DataStreams dataStreams;
    private final StreamConsumers consumers;
    private final RecordReader reader;
    private final ReadLimits limits;
    private final EventRoom eventRoom;
    /** Those who called within a subscription's life; guarded by itself. */
    private final Map<Key, ShardSubscriber> subscribers = new HashMap<>();

    private Instant forgotten = Instant.EPOCH;

    public Subscriptions(
            DataStreams dataStreams,
            StreamConsumers consumers,
            RecordReader reader,
            ReadLimits limits,
            EventRoom eventRoom) {
        this.dataStreams = dataStreams;
        this.consumers = consumers;
        this.reader = reader;
        this.limits = limits;
        this.eventRoom = eventRoom;
    }

    /** Who reads what. The consumer's creation tells it from an earlier one of the name. */
    private record Key(UUID dataStream, ShardId shard, ConsumerName consumer, Instant created) {}

    /** Takes the shard over from an earlier subscription of the consumer, which ends. */
    public Subscription open(ConsumerOf consumer, ShardId shard, StartingPoint start) {
        if (consumer.dataStream().shard(shard).isEmpty()) {
            throw KinesisErrors.shardDoesNotExist(shard, consumer.dataStream().name(), dataStreams.home());
        }
        ShardSubscriber subscriber = subscriber(consumer, shard);
        subscriber.admitCall(now(), limits.areOn());
        requireActive(consumer);
        ShardPosition position = reader.locate(consumer.dataStream().name(), shard, start, "SubscribeToShard");
        Subscription opened = new Subscription(this, subscriber, consumer, position, now());
        subscriber.begin(opened);
        return opened;
    }

    private ShardSubscriber subscriber(ConsumerOf consumer, ShardId shard) {
        Key key = new Key(
                consumer.dataStream().id(),
                shard,
                consumer.consumer().name(),
                consumer.consumer().created());
        synchronized (subscribers) {
            Instant now = now();
            if (!now.isBefore(forgotten.plus(FORGET_EVERY))) {
                subscribers.values().removeIf(each -> each.isIdle(now));
                forgotten = now;
            }
            return subscribers.computeIfAbsent(
                    key, _ -> new ShardSubscriber(consumer.consumer().name(), shard, now));
        }
    }

    private void requireActive(ConsumerOf found) {
        if (found.consumer().status() != ConsumerStatus.ACTIVE) {
            throw KinesisErrors.resourceInUse("Consumer " + found.consumer().name() + " of stream "
                    + found.dataStream().name() + " under account "
                    + dataStreams.home().account() + " not ACTIVE, instead in state "
                    + found.consumer().status());
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

    /** Whether what is pushed from a shard of the data stream is limited. */
    boolean limitsPushes(DataStreamName name) {
        return limits.limits(name);
    }

    EventRoom eventRoom() {
        return eventRoom;
    }

    RecordReader reader() {
        return reader;
    }

    Instant now() {
        return dataStreams.now();
    }
}
