package dev.freshet.kinesis.datastream;

import java.util.Comparator;
import java.util.List;

/** Where each hash key's records go: the open shards of one moment, in the order of their ranges, which leave no gap. */
final class ShardMap {
    private final DataStream dataStream;
    private final List<Shard> open;

    ShardMap(DataStream dataStream) {
        this.dataStream = dataStream;
        this.open = dataStream.openShards().stream()
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toList();
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
