package dev.freshet.kinesis.datastream;

import dev.freshet.gateway.ApiException;
import dev.freshet.kinesis.log.LogShard;
import dev.freshet.kinesis.log.RecordLog;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All data streams: which there are, and how they are made, changed and deleted. Everything is in memory; a change is
 * durable in the {@link DataStreamStore} before it is seen. Methods throw {@link ApiException} for what callers did
 * wrong.
 */
public final class DataStreams {
    private static final Logger LOG = LoggerFactory.getLogger(DataStreams.class);

    private final Home home;
    private final DataStreamStore store;
    private final RecordLog log;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final StreamDelays delays;
    private final AccountLimits limits;
    private final DelayedWork work;
    private final LongSupplier nanoTime;
    private final Map<DataStreamName, LiveDataStream> live = new ConcurrentHashMap<>();
    /** Held while data streams are added, so that limits are kept and names are unique. */
    private final Object adding = new Object();

    /** @param nanoTime as of {@link System#nanoTime} */
    public DataStreams(
            Home home,
            DataStreamStore store,
            RecordLog log,
            InstantSource clock,
            Supplier<UUID> ids,
            StreamDelays delays,
            AccountLimits limits,
            DelayedWork work,
            LongSupplier nanoTime) {
        this.home = home;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
        this.delays = delays;
        this.limits = limits;
        this.work = work;
        this.nanoTime = nanoTime;
        for (DataStream dataStream : store.loadAll()) {
            live.put(dataStream.name(), new LiveDataStream(dataStream, nanoTime));
            resume(dataStream);
        }
    }

    public Home home() {
        return home;
    }

    public AccountLimits limits() {
        return limits;
    }

    public Instant now() {
        return clock.instant();
    }

    private void resume(DataStream dataStream) {
        switch (dataStream.status()) {
            case CREATING -> activateAfterCreating(dataStream);
            case UPDATING -> activateAfterUpdating(dataStream);
            case DELETING -> removeAfterDeleting(dataStream);
            case ACTIVE -> {}
        }
    }

    /** By name. */
    public List<DataStream> all() {
        return live.values().stream()
                .map(LiveDataStream::dataStream)
                .sorted(Comparator.comparing(DataStream::name))
                .toList();
    }

    List<LiveDataStream> allLive() {
        return all().stream()
                .flatMap(each -> Optional.ofNullable(live.get(each.name())).stream())
                .toList();
    }

    public DataStream describe(DataStreamName name) {
        return live(name).dataStream();
    }

    public Optional<DataStream> find(DataStreamName name) {
        return Optional.ofNullable(live.get(name)).map(LiveDataStream::dataStream);
    }

    LiveDataStream live(DataStreamName name) {
        LiveDataStream found = live.get(name);
        if (found == null) {
            throw KinesisErrors.dataStreamNotFound(name, home);
        }
        return found;
    }

    public int openShardCount() {
        return live.values().stream()
                .mapToInt(each -> each.dataStream().openShards().size())
                .sum();
    }

    public int onDemandCount() {
        return (int) live.values().stream()
                .filter(each -> each.dataStream().settings().mode() == StreamMode.ON_DEMAND)
                .count();
    }

    public DataStream create(NewDataStream wanted) {
        DataStream created;
        synchronized (adding) {
            if (live.containsKey(wanted.name())) {
                throw KinesisErrors.resourceInUse(
                        "Stream " + wanted.name() + " under account " + home.account() + " already exists.");
            }
            checkLimits(wanted);
            created = make(wanted);
            store.saveWithShards(created);
            live.put(wanted.name(), new LiveDataStream(created, nanoTime));
        }
        LOG.info("Data stream {} is being created with {} shards", wanted.name(), wanted.shardCount());
        activateAfterCreating(created);
        return describe(wanted.name());
    }

    private DataStream make(NewDataStream wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Shard> shards = new ArrayList<>();
        for (HashKeyRange range : HashKeyRange.uniform(wanted.shardCount())) {
            shards.add(Shard.initial(new ShardId(shards.size()), range, now));
        }
        return DataStream.creating(
                ids.get(), wanted.name(), now, wanted.settings(), Attachments.of(wanted.tags()), shards);
    }

    private void checkLimits(NewDataStream wanted) {
        long creating = live.values().stream()
                .filter(each -> each.dataStream().status() == StreamStatus.CREATING)
                .count();
        if (creating >= limits.creatingDataStreams()) {
            throw KinesisErrors.limitExceeded("No more than " + limits.creatingDataStreams() + " streams under account "
                    + home.account() + " can be in state CREATING at the same time.");
        }
        if (wanted.mode() == StreamMode.ON_DEMAND) {
            checkOnDemandLimit();
        }
        checkShardLimit(wanted.shardCount());
    }

    void checkOnDemandLimit() {
        if (onDemandCount() >= limits.onDemandDataStreams()) {
            throw KinesisErrors.limitExceeded("This request would exceed the on-demand stream limit for the account "
                    + home.account() + " in " + home.region() + ": " + limits.onDemandDataStreams() + ".");
        }
    }

    int shardsLeft() {
        return limits.shards() - openShardCount();
    }

    void checkShardLimit(int additional) {
        int current = openShardCount();
        // Not their sum, for a caller may ask for more than an int holds.
        if (additional > limits.shards() - current) {
            throw KinesisErrors.limitExceeded("This request would exceed the shard limit for the account "
                    + home.account() + " in " + home.region() + ". Current shard count for the account: " + current
                    + ". Limit: " + limits.shards()
                    + ". Number of additional shards that would have resulted from this request: " + additional
                    + ".");
        }
    }

    /** @param withConsumers whether consumers that are still registered go with it */
    public void delete(DataStreamName name, boolean withConsumers) {
        DataStream deleting = live(name)
                .reshape(
                        was -> {
                            if (!was.consumers().isEmpty() && !withConsumers) {
                                throw KinesisErrors.resourceInUse("Stream " + name + " under account "
                                        + home.account() + " has consumers: deregister them, or delete it with "
                                        + "EnforceConsumerDeletion.");
                            }
                            if (was.status() == StreamStatus.DELETING) {
                                throw KinesisErrors.notActive(was, home);
                            }
                            return was.withStatus(StreamStatus.DELETING);
                        },
                        store::save);
        LOG.info("Data stream {} is being deleted", name);
        removeAfterDeleting(deleting);
    }

    /** Changes anything but the shards, whatever the state. */
    DataStream change(DataStreamName name, UnaryOperator<DataStream> make) {
        return live(name).change(make, store::save);
    }

    /** The same unless the data stream was deleted meanwhile. */
    void changeIfThere(DataStream expected, UnaryOperator<DataStream> make) {
        LiveDataStream now = live.get(expected.name());
        if (now != null && now.dataStream().id().equals(expected.id())) {
            now.change(make, store::save);
        }
    }

    /** Changes settings of an active data stream in place. */
    public DataStream changeSettings(DataStreamName name, UnaryOperator<StreamSettings> change) {
        return live(name).change(was -> requireActive(was).withSettings(change), store::save);
    }

    /** Changes tags or the resource policy of an active data stream. */
    public void changeAttachments(DataStreamName name, UnaryOperator<Attachments> change) {
        change(name, was -> requireActive(was).withAttachments(change));
    }

    /** Changes settings of an active data stream, which is UPDATING for a while. */
    public DataStream updateSettings(DataStreamName name, UnaryOperator<StreamSettings> change) {
        DataStream updating = live(name)
                .change(was -> requireActive(was).withSettings(change).withStatus(StreamStatus.UPDATING), store::save);
        activateAfterUpdating(updating);
        return describe(name);
    }

    /**
     * Changes the shards, and what else {@code make} changes, which makes sure that it may; the data stream is UPDATING
     * for a while.
     */
    void reshard(DataStreamName name, UnaryOperator<DataStream> make) {
        DataStream updating;
        synchronized (adding) {
            updating =
                    live(name).reshape(was -> make.apply(was).withStatus(StreamStatus.UPDATING), store::saveWithShards);
        }
        activateAfterUpdating(updating);
    }

    /** Changes the shards, and nothing of the state; the data stream may be gone meanwhile. */
    void reshardInPlace(DataStreamName name, UnaryOperator<DataStream> make) {
        synchronized (adding) {
            LiveDataStream now = live.get(name);
            if (now != null) {
                now.reshape(make, store::saveWithShards);
            }
        }
    }

    /**
     * Takes closed shards away, unless the data stream was deleted meanwhile. The open ones stay as they are: puts go on
     * while it is saved, and an answer that is lost leaves none of them in doubt.
     */
    void forget(DataStream expected, Set<ShardId> closed) {
        LiveDataStream now = live.get(expected.name());
        if (now != null) {
            now.change(
                    was -> was.id().equals(expected.id()) && was.status().takesRecords()
                            ? was.withShards(was.shards().stream()
                                    .filter(shard -> !closed.contains(shard.id()))
                                    .toList())
                            : was,
                    store::saveWithShards);
        }
    }

    /** The data stream, which must be ready for changes. */
    public DataStream requireActive(DataStreamName name) {
        return requireActive(describe(name));
    }

    DataStream requireActive(DataStream dataStream) {
        if (dataStream.status() != StreamStatus.ACTIVE) {
            throw KinesisErrors.notActive(dataStream, home);
        }
        return dataStream;
    }

    private void activateAfterCreating(DataStream dataStream) {
        work.after(
                delays.creating(),
                "Creating data stream " + dataStream.name(),
                () -> activate(dataStream, StreamStatus.CREATING));
    }

    private void activateAfterUpdating(DataStream dataStream) {
        work.after(
                delays.updating(),
                "Updating data stream " + dataStream.name(),
                () -> activate(dataStream, StreamStatus.UPDATING));
    }

    /** Unless it was deleted meanwhile. */
    private void activate(DataStream dataStream, StreamStatus from) {
        changeIfThere(dataStream, was -> was.status() == from ? was.withStatus(StreamStatus.ACTIVE) : was);
    }

    private void removeAfterDeleting(DataStream dataStream) {
        work.after(delays.deleting(), "Deleting data stream " + dataStream.name(), () -> remove(dataStream));
    }

    /** Records first: while any are left, the next start finds the data stream and goes on. */
    private void remove(DataStream dataStream) {
        log.drop(dataStream.id());
        store.delete(dataStream.id());
        live.remove(dataStream.name());
        work.soon("Giving back disk space", log::reclaim);
        LOG.info("Data stream {} is deleted", dataStream.name());
    }

    static LogShard logShard(DataStream dataStream, Shard shard) {
        return new LogShard(dataStream.id(), shard.id().number());
    }
}
