package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which shards ListShards is to list. */
record ShardFilter(
        @Required @OneOf(ShardFilter.Type.class) @Nullable String type,

        @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
        String shardId,

        @Nullable Instant timestamp) {
    /** AWS's names. */
    enum Type {
        AFTER_SHARD_ID,
        AT_TRIM_HORIZON,
        FROM_TRIM_HORIZON,
        AT_LATEST,
        AT_TIMESTAMP,
        FROM_TIMESTAMP
    }

    static final ShardFilter DEFAULT = new ShardFilter(Type.FROM_TRIM_HORIZON.name(), null, null);

    List<Shard> choose(DataStream dataStream, Instant now) {
        Predicate<Shard> chosen = chosen(dataStream, now);
        return dataStream.shards().stream().filter(chosen).toList();
    }

    private Predicate<Shard> chosen(DataStream dataStream, Instant now) {
        Instant horizon =
                later(now.minus(dataStream.settings().retentionHours(), ChronoUnit.HOURS), dataStream.created());
        return switch (Type.valueOf(Present.of(type))) {
            case AFTER_SHARD_ID -> {
                ShardId start = requiredShardId();
                yield shard -> shard.id().compareTo(start) > 0;
            }
            case AT_TRIM_HORIZON -> shard -> shard.isOpenAt(horizon);
            case FROM_TRIM_HORIZON -> shard -> shard.isOpenSince(horizon);
            case AT_LATEST -> Shard::isOpen;
            case AT_TIMESTAMP -> {
                Instant time = later(requiredTimestamp(now), horizon);
                yield shard -> shard.isOpenAt(time);
            }
            case FROM_TIMESTAMP -> {
                Instant time = later(requiredTimestamp(now), horizon);
                yield shard -> shard.isOpenSince(time);
            }
        };
    }

    private ShardId requiredShardId() {
        if (shardId == null) {
            throw KinesisErrors.invalidArgument("ShardFilter of type " + type + " requires a ShardId.");
        }
        return ShardId.parse(shardId)
                .orElseThrow(() -> KinesisErrors.invalidArgument("ShardId " + shardId + " is not the id of a shard."));
    }

    private Instant requiredTimestamp(Instant now) {
        if (timestamp == null) {
            throw KinesisErrors.invalidArgument("ShardFilter of type " + type + " requires a Timestamp.");
        }
        if (timestamp.isAfter(now)) {
            throw KinesisErrors.invalidArgument("The Timestamp of a ShardFilter cannot lie in the future.");
        }
        return timestamp;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
