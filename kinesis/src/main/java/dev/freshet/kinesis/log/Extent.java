package dev.freshet.kinesis.log;

/**
 * What a shard holds: the records from {@code horizon} (inclusive) to {@code end} (exclusive). All of them are durable.
 */
public record Extent(long horizon, long end) {
    public Extent {
        if (horizon < 0 || end < horizon) {
            throw new IllegalArgumentException("A shard cannot hold the records from " + horizon + " to " + end);
        }
    }

    public boolean isEmpty() {
        return horizon == end;
    }
}
