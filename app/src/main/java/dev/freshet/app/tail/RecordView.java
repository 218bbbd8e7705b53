package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;

/** How a data record is shown, on one line without its end. */
@FunctionalInterface
public interface RecordView {
    String line(DataRecord record);
}
