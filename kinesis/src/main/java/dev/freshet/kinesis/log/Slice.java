package dev.freshet.kinesis.log;

import java.util.List;

/**
 * What a read found.
 *
 * @param records without gaps, in order
 * @param nextIndex where the next read goes on
 * @param end the shard's end when this was read; {@code nextIndex == end} says that the reader has caught up
 */
public record Slice(List<StoredRecord> records, long nextIndex, long end) {
    public Slice {
        records = List.copyOf(records);
    }
}
