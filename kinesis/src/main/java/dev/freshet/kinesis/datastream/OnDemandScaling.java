package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits the shards of on-demand data streams that are more than half full, as AWS does within a quarter of an hour
 * (<a href="https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html">Choose the right mode</a>: more
 * than 500 KB a second). The data stream stays ACTIVE. Shards are not merged again when traffic falls.
 *
 * <p>Run by one thread.
 */
public final class OnDemandScaling {
    private static final Logger LOG = LoggerFactory.getLogger(OnDemandScaling.class);
    private static final long BYTES_PER_SECOND_MAX = 500_000;
    private static final long RECORDS_PER_SECOND_MAX = 500;
    /** Over less, one call's burst would look like a load. */
    private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);

    private final DataStreams dataStreams;
    private final InstantSource clock;
    private Instant lookedAt;

    public OnDemandScaling(DataStreams dataStreams, InstantSource clock) {
        this.dataStreams = dataStreams;
        this.clock = clock;
        this.lookedAt = clock.instant();
    }

    /** Looks at what was written since the last look. */
    public void look() {
        Instant now = clock.instant();
        Duration since = Duration.between(lookedAt, now);
        if (!since.isNegative() && since.compareTo(SHORTEST_LOOK) < 0) {
            return;
        }
        lookedAt = now;
        // All are counted anew before any is split: what fails there must not make the next look count for two.
        Map<DataStream, List<Shard>> underLoad = takeUnderLoad(since);
        if (since.isNegative()) {
            // The clock was set back: over how long this was written is unknown.
            return;
        }
        underLoad.forEach((dataStream, full) -> {
            try {
                splitWithinLimits(dataStream, full);
            } catch (RuntimeException e) {
                LOG.error("Data stream {} is under load, but could not be split", dataStream.name(), e);
            }
        });
    }

    private Map<DataStream, List<Shard>> takeUnderLoad(Duration since) {
        Map<DataStream, List<Shard>> underLoad = new LinkedHashMap<>();
        for (LiveDataStream live : dataStreams.allLive()) {
            DataStream dataStream = live.dataStream();
            List<Shard> full = new ArrayList<>();
            for (Shard shard : dataStream.openShards()) {
                if (isFull(live.traffic(shard.id()).takeWritten(), since)
                        && !shard.range().start().equals(shard.range().end())) {
                    full.add(shard);
                }
            }
            if (!full.isEmpty() && isScaled(dataStream)) {
                underLoad.put(dataStream, full);
            }
        }
        return underLoad;
    }

    private static boolean isScaled(DataStream dataStream) {
        return dataStream.settings().mode() == StreamMode.ON_DEMAND
                && dataStream.status().takesRecords();
    }

    private void splitWithinLimits(DataStream dataStream, List<Shard> full) {
        int room = Math.min(
                dataStreams.shardsLeft(),
                Capacity.SHARDS_PER_DATA_STREAM_MAX - dataStream.openShards().size());
        List<ShardId> split =
                full.stream().limit(Math.max(0, room)).map(Shard::id).toList();
        if (!split.isEmpty()) {
            split(dataStream, split);
        }
    }

    private static boolean isFull(ShardTraffic.Written written, Duration since) {
        double seconds = since.toMillis() / 1000.0;
        return written.bytes() > BYTES_PER_SECOND_MAX * seconds || written.records() > RECORDS_PER_SECOND_MAX * seconds;
    }

    private void split(DataStream seen, List<ShardId> full) {
        dataStreams.reshardInPlace(seen.name(), was -> {
            ShardTree tree = new ShardTree(was.shards(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
            for (ShardId id : full) {
                was.shard(id)
                        .filter(Shard::isOpen)
                        .ifPresent(shard -> tree.split(shard, shard.range().middle()));
            }
            return was.id().equals(seen.id()) && was.status().takesRecords() ? was.withShards(tree.shards()) : was;
        });
        LOG.info("Data stream {} is under load: {} of its shards were split", seen.name(), full.size());
    }
}
