package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import java.util.List;

/** What a shard's reader tells the follower of the data stream. */
sealed interface ShardEvent {
    /** Records in the shard's order. */
    record Arrived(List<DataRecord> records) implements ShardEvent {}

    /** The shard was split or merged, and everything in it has been read. */
    record Ended(String shardId) implements ShardEvent {}

    record Failed(RuntimeException cause) implements ShardEvent {}
}
