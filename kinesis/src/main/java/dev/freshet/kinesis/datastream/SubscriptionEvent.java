package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a subscription pushes.
 *
 * @param records none in a heartbeat
 * @param continuation the number to go on behind; empty in the last event of a shard that has ended
 * @param children of a closed shard, in its last event only
 */
public record SubscriptionEvent(
        List<DataRecord> records, Optional<SequenceNumber> continuation, Duration behindLatest, List<Shard> children) {
    public SubscriptionEvent {
        records = List.copyOf(records);
        children = List.copyOf(children);
    }
}
