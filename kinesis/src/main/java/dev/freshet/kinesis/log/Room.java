package dev.freshet.kinesis.log;

import java.util.ArrayList;
import java.util.List;

/** Fills with records up to a {@link ReadLimit}. Used by one thread. */
final class Room {
    private final ReadLimit limit;
    private final List<StoredRecord> records = new ArrayList<>();
    private long bytes;
    private boolean full;

    Room(ReadLimit limit) {
        this.limit = limit;
    }

    /** Takes the record unless it does not fit; the first always fits. */
    boolean take(StoredRecord record) {
        if (full || (!records.isEmpty() && bytes + record.sizeBytes() > limit.bytes())) {
            full = true;
            return false;
        }
        records.add(record);
        bytes += record.sizeBytes();
        full = records.size() >= limit.records() || bytes >= limit.bytes();
        return true;
    }

    boolean isFull() {
        return full;
    }

    List<StoredRecord> records() {
        return records;
    }
}
