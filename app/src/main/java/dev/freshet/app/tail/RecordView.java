package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;

/** How what arrived is shown, on one line without its end. */
public interface RecordView {
    String line(DataRecord record);

    String line(TailEntry.LargeRow row);
}
