package dev.freshet.kinesis.datastream;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The shards of a data stream while they are split and merged at one moment. A shard that is split or merged is closed
 * and its children follow it: they are numbered on, and created in a later second than their parents, so that every
 * sequence number of a child is greater than all of its parents'.
 */
final class ShardTree {
    private final SortedMap<ShardId, Shard> shards = new TreeMap<>();
    private final Instant now;

    ShardTree(List<Shard> shards, Instant now) {
        shards.forEach(shard -> this.shards.put(shard.id(), shard));
        this.now = now;
    }

    List<Shard> shards() {
        return List.copyOf(shards.values());
    }

    /** The open shards by their ranges, which leave no gap. */
    List<Shard> open() {
        return shards.values().stream()
                .filter(Shard::isOpen)
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toList();
    }

    /** The second child begins at {@code key}; answers it. */
    Shard split(Shard shard, HashKey key) {
        close(shard);
        child(List.of(shard), new HashKeyRange(shard.range().start(), key.previous()));
        return child(List.of(shard), new HashKeyRange(key, shard.range().end()));
    }

    /** The range of one goes on where that of the other ends, whichever comes first; answers their child. */
    Shard merge(Shard shard, Shard adjacent) {
        close(shard);
        close(adjacent);
        boolean first = shard.range().start().compareTo(adjacent.range().start()) < 0;
        Shard low = first ? shard : adjacent;
        Shard high = first ? adjacent : shard;
        return child(
                List.of(shard, adjacent),
                new HashKeyRange(low.range().start(), high.range().end()));
    }

    private void close(Shard shard) {
        shards.put(shard.id(), shard.closed(later(now, shard.openedAt())));
    }

    private Shard child(List<Shard> parents, HashKeyRange range) {
        long createdSecond = now.getEpochSecond();
        Instant opened = now;
        for (Shard parent : parents) {
            createdSecond = Math.max(createdSecond, parent.createdSecond() + 1);
            opened = later(opened, parent.openedAt());
        }
        Shard child = new Shard(
                new ShardId(shards.lastKey().number() + 1),
                parents.stream().map(Shard::id).toList(),
                range,
                createdSecond,
                opened,
                Optional.empty());
        shards.put(child.id(), child);
        return child;
    }

    /**
     * Splits and merges until the open shards have these ranges. Where boundaries lie apart this goes through shards that
     * are closed as soon as they are made, as AWS's does.
     */
    void becomeUniform(int count) {
        List<HashKeyRange> wanted = HashKeyRange.uniform(count);
        TreeSet<HashKey> boundaries = new TreeSet<>();
        wanted.forEach(range -> boundaries.add(range.start()));
        for (Shard shard : open()) {
            Shard rest = shard;
            for (HashKey boundary : boundaries.tailSet(shard.range().start(), false)) {
                if (boundary.compareTo(shard.range().end()) <= 0) {
                    rest = split(rest, boundary);
                }
            }
        }
        List<Shard> pieces = open();
        Shard whole = pieces.getFirst();
        for (Shard next : pieces.subList(1, pieces.size())) {
            whole = boundaries.contains(next.range().start()) ? next : merge(whole, next);
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
