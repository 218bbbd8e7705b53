package dev.freshet.kinesis.datastream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A data stream as it is at one moment.
 *
 * @param id tells it from earlier data streams of the same name
 * @param shards all that were ever made and whose records have not all expired, in the order of their ids
 */
public record DataStream(
        UUID id,
        DataStreamName name,
        Instant created,
        StreamStatus status,
        StreamSettings settings,
        List<Shard> shards) {
    public DataStream {
        shards = List.copyOf(shards);
    }

    public DataStream withStatus(StreamStatus newStatus) {
        return new DataStream(id, name, created, newStatus, settings, shards);
    }

    public DataStream withSettings(UnaryOperator<StreamSettings> change) {
        return new DataStream(id, name, created, status, change.apply(settings), shards);
    }

    public DataStream withShards(List<Shard> newShards) {
        return new DataStream(id, name, created, status, settings, newShards);
    }

    public Optional<Shard> shard(ShardId shardId) {
        return shards.stream().filter(shard -> shard.id().equals(shardId)).findFirst();
    }

    public List<Shard> openShards() {
        return shards.stream().filter(Shard::isOpen).toList();
    }

    public List<Shard> childrenOf(ShardId parent) {
        return shards.stream().filter(shard -> shard.parents().contains(parent)).toList();
    }
}
