package dev.freshet.kinesis.datastream;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How much a data stream can take: its mode, its shards, its warm throughput, and AWS's rules for changing them. Shards
 * change at once, in the call; the data stream is UPDATING for its delay after that.
 */
public final class Capacity {
    public static final int SHARDS_PER_DATA_STREAM_MAX = 10_000;

    private final DataStreams dataStreams;
    private final AccountSettings accountSettings;

    public Capacity(DataStreams dataStreams, AccountSettings accountSettings) {
        this.dataStreams = dataStreams;
        this.accountSettings = accountSettings;
    }

    /** @param shardName as the caller wrote it */
    public void split(DataStreamName name, String shardName, HashKey newStart) {
        dataStreams.reshard(name, was -> {
            requireProvisioned(was);
            Shard shard = shard(was, shardName);
            dataStreams.checkShardLimit(1);
            checkSplit(was, shard, newStart);
            requireOpen(was, shard);
            dataStreams.requireActive(was);
            ShardTree tree = tree(was);
            tree.split(shard, newStart);
            return was.withShards(tree.shards());
        });
    }

    private void checkSplit(DataStream dataStream, Shard shard, HashKey newStart) {
        HashKeyRange range = shard.range();
        boolean inside = newStart.compareTo(range.end()) < 0
                && newStart.number().compareTo(range.start().number().add(BigInteger.ONE)) > 0;
        if (!inside) {
            throw KinesisErrors.invalidArgument("NewStartingHashKey " + newStart + " used in SplitShard() on shard "
                    + shard.id() + in(dataStream)
                    + " is not both greater than one plus the shard's StartingHashKey " + range.start()
                    + " and less than the shard's EndingHashKey " + range.end() + ".");
        }
    }

    /** Names are as the caller wrote them. */
    public void merge(DataStreamName name, String shardName, String adjacentName) {
        dataStreams.reshard(name, was -> {
            requireProvisioned(was);
            Shard shard = shard(was, shardName);
            Shard adjacent = shard(was, adjacentName);
            if (!shard.range().isNextTo(adjacent.range())) {
                throw KinesisErrors.invalidArgument("Shards " + shard.id() + " and " + adjacent.id() + in(was)
                        + " are not an adjacent pair of shards eligible for merging");
            }
            requireOpen(was, shard);
            requireOpen(was, adjacent);
            dataStreams.requireActive(was);
            ShardTree tree = tree(was);
            tree.merge(shard, adjacent);
            return was.withShards(tree.shards());
        });
    }

    /** Answers how many open shards there were. */
    public int scale(DataStreamName name, int target) {
        int before = dataStreams.describe(name).openShards().size();
        dataStreams.reshard(name, was -> {
            requireProvisioned(was);
            Instant now = dataStreams.now();
            RecentChanges recent = was.recentChanges().asOf(now);
            checkScaling(was, target);
            dataStreams.requireActive(was);
            int most = dataStreams.limits().scalingsPerDay();
            if (recent.scalings().size() >= most) {
                throw KinesisErrors.limitExceeded("UpdateShardCount can be called no more than " + most
                        + " times in 24 hours for stream " + was.name() + " under account "
                        + dataStreams.home().account() + ".");
            }
            return uniform(was, target).withRecentChanges(recent.withScaling(now));
        });
        return before;
    }

    private void checkScaling(DataStream dataStream, int target) {
        int current = dataStream.openShards().size();
        String counts = " Current open shard count: " + current + " Target shard count: " + target;
        if (target > 2L * current) {
            throw KinesisErrors.invalidArgument(
                    "UpdateShardCount cannot scale up over double your current open shard count." + counts);
        }
        if (2L * target < current) {
            throw KinesisErrors.invalidArgument(
                    "UpdateShardCount cannot scale down below half your current open shard count." + counts);
        }
        if (target > SHARDS_PER_DATA_STREAM_MAX) {
            throw KinesisErrors.limitExceeded(
                    "A stream cannot have more than " + SHARDS_PER_DATA_STREAM_MAX + " shards." + counts);
        }
        dataStreams.checkShardLimit(target - current);
    }

    /** @param warmThroughputMibps of an on-demand data stream */
    public void switchMode(DataStreamName name, StreamMode mode, Optional<Integer> warmThroughputMibps) {
        warmThroughputMibps.ifPresent(_ -> requireWarmthAllowed(name, mode));
        dataStreams.reshard(name, was -> {
            dataStreams.requireActive(was);
            int warm = mode == StreamMode.PROVISIONED
                    ? 0
                    : warmThroughputMibps.orElse(was.settings().warmThroughputMibps());
            return warmed(switched(was, mode), warm);
        });
    }

    private DataStream switched(DataStream was, StreamMode mode) {
        if (was.settings().mode() == mode) {
            return was;
        }
        Instant now = dataStreams.now();
        RecentChanges recent = was.recentChanges().asOf(now);
        int most = dataStreams.limits().modeSwitchesPerDay();
        if (recent.modeSwitches().size() >= most) {
            throw KinesisErrors.limitExceeded("The mode of stream " + was.name() + " under account "
                    + dataStreams.home().account() + " can be switched no more than " + most
                    + " times in 24 hours.");
        }
        if (mode == StreamMode.ON_DEMAND) {
            dataStreams.checkOnDemandLimit();
        }
        return was.withSettings(settings -> settings.withMode(mode)).withRecentChanges(recent.withModeSwitch(now));
    }

    public void warmUp(DataStreamName name, int mibps) {
        requireWarmthAllowed(name, dataStreams.describe(name).settings().mode());
        dataStreams.reshard(name, was -> warmed(dataStreams.requireActive(was), mibps));
    }

    /** Ready for that much: one shard takes 1 MiB a second. Shards are added, never taken away. */
    private DataStream warmed(DataStream dataStream, int mibps) {
        DataStream warm = dataStream.withSettings(settings -> settings.withWarmThroughputMibps(mibps));
        int current = dataStream.openShards().size();
        if (mibps <= current) {
            return warm;
        }
        if (mibps > SHARDS_PER_DATA_STREAM_MAX) {
            throw KinesisErrors.limitExceeded(
                    "A stream's warm throughput cannot exceed " + SHARDS_PER_DATA_STREAM_MAX + " MiB/s.");
        }
        dataStreams.checkShardLimit(mibps - current);
        return uniform(warm, mibps);
    }

    private void requireWarmthAllowed(DataStreamName name, StreamMode mode) {
        accountSettings.requireCommitment();
        if (mode != StreamMode.ON_DEMAND) {
            throw KinesisErrors.validation("Request is invalid. Stream " + name + " under account "
                    + dataStreams.home().account() + " is not in On-Demand mode.");
        }
    }

    private DataStream uniform(DataStream dataStream, int count) {
        ShardTree tree = tree(dataStream);
        tree.becomeUniform(count);
        return dataStream.withShards(tree.shards());
    }

    private ShardTree tree(DataStream dataStream) {
        return new ShardTree(dataStream.shards(), dataStreams.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private void requireProvisioned(DataStream dataStream) {
        if (dataStream.settings().mode() == StreamMode.ON_DEMAND) {
            throw KinesisErrors.validation("Request is invalid. Stream " + dataStream.name() + " under account "
                    + dataStreams.home().account() + " is in On-Demand mode.");
        }
    }

    private Shard shard(DataStream dataStream, String shardName) {
        Optional<ShardId> id = ShardId.parse(shardName);
        return id.flatMap(dataStream::shard)
                .orElseThrow(() -> KinesisErrors.shardNotFound(
                        id.map(ShardId::toString).orElse(shardName), dataStream.name(), dataStreams.home()));
    }

    private void requireOpen(DataStream dataStream, Shard shard) {
        if (!shard.isOpen()) {
            throw KinesisErrors.invalidArgument("Shard " + shard.id() + in(dataStream)
                    + " has already been merged or split, and thus is not eligible for merging or splitting.");
        }
    }

    private String in(DataStream dataStream) {
        return " in stream " + dataStream.name() + " under account "
                + dataStreams.home().account();
    }
}
