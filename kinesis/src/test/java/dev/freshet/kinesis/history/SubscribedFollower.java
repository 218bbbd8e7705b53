package dev.freshet.kinesis.history;

import static dev.freshet.kinesis.history.DataStreamProcess.DATA_STREAM;

import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.datastream.AccountSettings;
import dev.freshet.kinesis.datastream.ConsumerName;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.DelayedWork;
import dev.freshet.kinesis.datastream.EventRoom;
import dev.freshet.kinesis.datastream.ReadLimits;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.StartingPoint;
import dev.freshet.kinesis.datastream.StreamConsumers;
import dev.freshet.kinesis.datastream.StreamDelays;
import dev.freshet.kinesis.datastream.Subscription;
import dev.freshet.kinesis.datastream.SubscriptionEvent;
import dev.freshet.kinesis.datastream.Subscriptions;
import dev.freshet.kinesis.datastream.Tags;
import dev.freshet.kinesis.history.DataStreamProcess.Role;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Follows every shard as {@link ShardFollower} does, pushed as SubscribeToShard does: a thread a shard. */
final class SubscribedFollower {
    private static final ConsumerName CONSUMER = new ConsumerName("fast");

    private final String name;
    private final Kinesis kinesis;
    private final StreamConsumers consumers;
    private final Subscriptions subscriptions;
    private final BiConsumer<String, Role> threads;
    private final Consumer<String> out;
    /** Guarded by itself. */
    private final Set<ShardId> ended = new HashSet<>();

    SubscribedFollower(
            String name,
            Kinesis kinesis,
            DataStreamStore store,
            BiConsumer<String, Role> threads,
            Consumer<String> out) {
        this.name = name;
        this.kinesis = kinesis;
        this.threads = threads;
        this.out = out;
        this.consumers = new StreamConsumers(
                kinesis.dataStreams(),
                StreamDelays.NONE,
                new AccountSettings(store, InstantSource.system()),
                new DelayedWork());
        this.subscriptions = new Subscriptions(
                kinesis.dataStreams(),
                consumers,
                kinesis.reader(),
                new ReadLimits(kinesis.dataStreams(), InstantSource.system(), false),
                EventRoom.ofThisProcess());
    }

    void begin() {
        if (consumers.find(DATA_STREAM, CONSUMER).isEmpty()) {
            consumers.register(DATA_STREAM, CONSUMER, Tags.NONE);
        }
        for (Shard shard : kinesis.dataStreams().describe(DATA_STREAM).shards()) {
            if (shard.parents().isEmpty()) {
                follow(shard.id());
            }
        }
    }

    private void follow(ShardId shard) {
        threads.accept("subscriber-" + shard, () -> {
            ConsumerOf consumer = consumers.find(DATA_STREAM, CONSUMER).orElseThrow();
            Subscription subscription = subscriptions.open(consumer, shard, new StartingPoint.TrimHorizon());
            subscription.run(event -> receive(shard, event));
        });
    }

    private void receive(ShardId shard, SubscriptionEvent event) throws IOException {
        if (!event.records().isEmpty()) {
            out.accept(ShardFollower.saw(name, shard, event.records()));
        }
        if (event.continuation().isEmpty()) {
            out.accept(HistoryLines.end(name, shard.toString()));
            childrenToBegin(shard, event.children()).forEach(this::follow);
        }
    }

    private List<ShardId> childrenToBegin(ShardId shard, List<Shard> children) {
        synchronized (ended) {
            ended.add(shard);
            return children.stream()
                    .filter(child -> ended.containsAll(child.parents()))
                    .map(Shard::id)
                    .toList();
        }
    }
}
