package dev.freshet.kinesis.datastream;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A shard: open, or closed when it was split or merged; closed shards stay readable until their records expire.
 *
 * @param parents none for an initial shard, one after a split, two after a merge (the one merged first, then the
 *     adjacent one)
 * @param createdSecond in seconds since 1970, as its sequence numbers hold it: a child's is later than its parents', and
 *     so may lie a little behind {@code openedAt}
 * @param openedAt when it began to take records; a child's is when its parents were closed
 */
public record Shard(
        ShardId id,
        List<ShardId> parents,
        HashKeyRange range,
        long createdSecond,
        Instant openedAt,
        Optional<Instant> closedAt) {
    public Shard {
        parents = List.copyOf(parents);
        if (parents.size() > 2) {
            throw new IllegalArgumentException(id + " cannot have the parents " + parents);
        }
    }

    public static Shard initial(ShardId id, HashKeyRange range, Instant created) {
        return new Shard(id, List.of(), range, created.getEpochSecond(), created, Optional.empty());
    }

    public boolean isOpen() {
        return closedAt.isEmpty();
    }

    public Shard closed(Instant time) {
        return new Shard(id, parents, range, createdSecond, openedAt, Optional.of(time));
    }

    public Optional<ShardId> parent() {
        return parents.stream().findFirst();
    }

    public Optional<ShardId> adjacentParent() {
        return parents.stream().skip(1).findFirst();
    }

    /** Whether it took records at that time. */
    public boolean isOpenAt(Instant time) {
        return !openedAt.isAfter(time) && isOpenSince(time);
    }

    /** Whether it took records at that time or later. */
    public boolean isOpenSince(Instant time) {
        return closedAt.map(closed -> !closed.isBefore(time)).orElse(true);
    }

    public SequenceNumber startingSequenceNumber() {
        return new SequenceNumber(createdSecond, id.number(), 0, createdSecond);
    }

    /** Empty while the shard is open. */
    public Optional<SequenceNumber> endingSequenceNumber() {
        return closedAt.map(time ->
                new SequenceNumber(createdSecond, id.number(), SequenceNumber.LAST_INDEX, time.getEpochSecond()));
    }

    /** The number of the record at an index of the log, which counts from 0: index 0 of the numbers is the start. */
    SequenceNumber numberAt(long logIndex, Instant arrival) {
        return new SequenceNumber(createdSecond, id.number(), logIndex + 1, arrival.getEpochSecond());
    }

    /** A number right before the record at an index of the log: reading on behind it begins with that record. */
    SequenceNumber numberBefore(long logIndex, Instant time) {
        return new SequenceNumber(createdSecond, id.number(), logIndex, time.getEpochSecond());
    }

    /** The index in the log of the first record at or behind a number of this shard. */
    static long logIndexAt(SequenceNumber number) {
        return Math.max(0, number.index() - 1);
    }

    /** The index in the log of the first record behind a number of this shard. */
    static long logIndexAfter(SequenceNumber number) {
        return number.index();
    }
}
