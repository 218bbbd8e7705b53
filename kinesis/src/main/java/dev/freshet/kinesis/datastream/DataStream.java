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
 * @param consumers by name
 * @param shards all that were ever made and whose records have not all expired, in the order of their ids
 */
public record DataStream(
        UUID id,
        DataStreamName name,
        Instant created,
        StreamStatus status,
        StreamSettings settings,
        Attachments attachments,
        RecentChanges recentChanges,
        List<StreamConsumer> consumers,
        List<Shard> shards) {
    public DataStream {
        consumers = List.copyOf(consumers);
        shards = List.copyOf(shards);
    }

    /** One that begins its life. */
    public static DataStream creating(
            UUID id,
            DataStreamName name,
            Instant created,
            StreamSettings settings,
            Attachments attachments,
            List<Shard> shards) {
        return new DataStream(
                id, name, created, StreamStatus.CREATING, settings, attachments, RecentChanges.NONE, List.of(), shards);
    }

    public DataStream withStatus(StreamStatus newStatus) {
        return new DataStream(id, name, created, newStatus, settings, attachments, recentChanges, consumers, shards);
    }

    public DataStream withSettings(UnaryOperator<StreamSettings> change) {
        return new DataStream(
                id, name, created, status, change.apply(settings), attachments, recentChanges, consumers, shards);
    }

    public DataStream withAttachments(UnaryOperator<Attachments> change) {
        return new DataStream(
                id, name, created, status, settings, change.apply(attachments), recentChanges, consumers, shards);
    }

    public DataStream withRecentChanges(RecentChanges changes) {
        return new DataStream(id, name, created, status, settings, attachments, changes, consumers, shards);
    }

    public DataStream withConsumers(List<StreamConsumer> newConsumers) {
        return new DataStream(id, name, created, status, settings, attachments, recentChanges, newConsumers, shards);
    }

    public DataStream withShards(List<Shard> newShards) {
        return new DataStream(id, name, created, status, settings, attachments, recentChanges, consumers, newShards);
    }

    public Optional<StreamConsumer> consumer(ConsumerName consumerName) {
        return consumers.stream()
                .filter(each -> each.name().equals(consumerName))
                .findFirst();
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
