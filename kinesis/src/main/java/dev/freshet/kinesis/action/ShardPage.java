package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Some of a list of shards, in the order of their ids, and whether more follow. */
record ShardPage(List<Shard> shards, boolean hasMore) {
    ShardPage {
        shards = List.copyOf(shards);
    }

    static ShardPage of(List<Shard> all, Optional<ShardId> behind, int size) {
        List<Shard> rest = all.stream()
                .filter(shard ->
                        behind.map(start -> shard.id().compareTo(start) > 0).orElse(true))
                .toList();
        return new ShardPage(rest.subList(0, Math.min(size, rest.size())), rest.size() > size);
    }

    static Optional<ShardId> startBehind(@Nullable String exclusiveStartShardId) {
        if (exclusiveStartShardId == null) {
            return Optional.empty();
        }
        return Optional.of(ShardId.parse(exclusiveStartShardId)
                .orElseThrow(() -> KinesisErrors.invalidArgument(
                        "ExclusiveStartShardId " + exclusiveStartShardId + " is not the id of a shard.")));
    }

    /** Larger pages than AWS gives are cut to its size, not refused. */
    static int size(@Nullable Integer wanted, int max) {
        return wanted == null ? max : Math.min(wanted, max);
    }
}
