package dev.freshet.kinesis.datastream;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Where each hash key's records go: the open shards of one moment, in the order of their ranges, which leave no gap. */
final class ShardMap {
    private final DataStream dataStream;
    private final List<Shard> open;

    private final List<ShardTraffic> traffic;

    /** @param trafficOf knows each shard's */
    ShardMap(DataStream dataStream, Function<ShardId, ShardTraffic> trafficOf) {
        this.dataStream = dataStream;
        this.open = dataStream.openShards().stream()
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toList();
        this.traffic = open.stream().map(shard -> trafficOf.apply(shard.id())).toList();
    }

    ShardTraffic traffic(int slot) {
        return traffic.get(slot);
    }

    DataStream dataStream() {
        return dataStream;
    }

    int size() {
        return open.size();
    }

    Shard shard(int slot) {
        return open.get(slot);
    }

    /** The slot of the shard that takes the key. */
    int slotOf(HashKey key) {
        int low = 0;
        int high = open.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (open.get(middle).range().start().compareTo(key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
