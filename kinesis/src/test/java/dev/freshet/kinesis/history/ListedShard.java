package dev.freshet.kinesis.history;

import dev.freshet.kinesis.datastream.SequenceNumber;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A shard as a list of shards tells of it.
 *
 * @param last its ending sequence number; empty while it is open
 */
record ListedShard(
        String id, List<String> parents, BigInteger start, BigInteger end, String first, Optional<String> last) {
    static ListedShard of(Shard shard) {
        return new ListedShard(
                shard.id().toString(),
                shard.parents().stream().map(ShardId::toString).toList(),
                shard.range().start().number(),
                shard.range().end().number(),
                shard.startingSequenceNumber().toString(),
                shard.endingSequenceNumber().map(SequenceNumber::toString));
    }

    boolean isOpen() {
        return last.isEmpty();
    }

    ListedShard closed(String number) {
        return new ListedShard(id, parents, start, end, first, Optional.of(number));
    }

    boolean covers(BigInteger hashKey) {
        return start.compareTo(hashKey) <= 0 && hashKey.compareTo(end) <= 0;
    }

    /** Without spaces. */
    String print() {
        String parentIds = parents.stream().collect(Collectors.joining(","));
        return String.join(";", id, parentIds, start.toString(), end.toString(), first, last.orElse("open"));
    }

    static ListedShard parse(String text) {
        String[] parts = text.split(";");
        return new ListedShard(
                parts[0],
                parts[1].isEmpty() ? List.of() : List.of(parts[1].split(",")),
                new BigInteger(parts[2]),
                new BigInteger(parts[3]),
                parts[4],
                parts[5].equals("open") ? Optional.empty() : Optional.of(parts[5]));
    }
}
