package dev.freshet.app.client;

import java.util.List;
import java.util.Optional;

/** @param nextIterator absent at the end of a closed shard */
public record RecordsPage(List<DataRecord> records, Optional<String> nextIterator) {
    public RecordsPage {
        records = List.copyOf(records);
    }
}
