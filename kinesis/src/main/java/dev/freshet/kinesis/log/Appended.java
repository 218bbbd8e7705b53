package dev.freshet.kinesis.log;

import java.time.Instant;

/**
 * Where a {@link ShardBatch} came to stand: its records have {@code firstIndex}, {@code firstIndex + 1}, and so on.
 *
 * @param arrival of all its records, in whole milliseconds
 */
public record Appended(LogShard shard, long firstIndex, Instant arrival) {}
