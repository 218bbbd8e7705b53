package dev.freshet.capture.writeset;

import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.schema.ImageConversion;
import dev.freshet.record.Bytes;
import dev.freshet.record.EnvelopeWriter;
import dev.freshet.record.JsonBuffer;
import dev.freshet.record.RecordOutput;
import org.jspecify.annotations.Nullable;

/** Entries of one table as records: under the names and columns that the table has when the transaction ends. */
final class TableRecords {
    /** What became of the table. */
    enum Fate {
        KEPT,
        /** Its rows are gone with it: of those that the transaction changed that is told. */
        DROPPED,
        /** Another table has its name now. Records of both would speak of the same rows, so there are the other's alone. */
        REPLACED
    }

    private final CapturedTable table;
    private final EnvelopeWriter writer;
    private final Fate fate;
    private final @Nullable ImageConversion conversion;

    /**
     * @param table as it was when the entries were made
     * @param now the same as it is at the end
     */
    TableRecords(CapturedTable table, CapturedTable now, EnvelopeWriter writer, Fate fate) {
        this.table = table;
        this.writer = writer;
        this.fate = fate;
        this.conversion = fate == Fate.KEPT && now.looksLike(table) ? null : now.from(table);
    }

    <X extends Exception> void write(long counters, Bytes key, Bytes image, RecordOutput<X> output) throws X {
        ImageConversion toNow = conversion;
        if (toNow == null) {
            writeAsIs(counters, key, image, output);
        } else if (table.hasKey() && KeyedRows.cameToNothing(counters)) {
            return; // its image may be of either sort
        } else if (fate == Fate.KEPT) {
            boolean isKeyImage = table.hasKey() && !KeyedRows.exists(counters);
            writeAsIs(counters, key, converted(toNow, image, isKeyImage), output);
        } else if (fate == Fate.DROPPED) {
            writeDropped(toNow, counters, key, image, output);
        }
    }

    private <X extends Exception> void writeAsIs(long counters, Bytes key, Bytes image, RecordOutput<X> output)
            throws X {
        if (table.hasKey()) {
            KeyedRows.write(writer, counters, key, image, output);
        } else {
            KeylessRows.write(writer, counters, key, image, output);
        }
    }

    private static Bytes converted(ImageConversion toNow, Bytes image, boolean isKeyImage) {
        JsonBuffer text = new JsonBuffer(image.length() + 64);
        if (isKeyImage) {
            toNow.renameKeyImage(image, text);
        } else {
            toNow.writeImage(image, text);
        }
        return new Bytes(text.array(), 0, text.length());
    }

    private <X extends Exception> void writeDropped(
            ImageConversion toNow, long counters, Bytes key, Bytes image, RecordOutput<X> output) throws X {
        if (!table.hasKey()) {
            writeKeylessDeletes(KeylessRows.updated(counters), output);
        } else if (KeyedRows.exists(counters)) {
            JsonBuffer text = new JsonBuffer(64);
            table.from(table).writeKeyImage(image, text);
            KeyedRows.write(
                    writer, KeyedRows.deleted(counters), key, new Bytes(text.array(), 0, text.length()), output);
        } else {
            KeyedRows.write(writer, counters, key, converted(toNow, image, true), output);
        }
    }

    <X extends Exception> void writeKeylessDeletes(long count, RecordOutput<X> output) throws X {
        for (long i = 0; i < count && fate != Fate.REPLACED; i++) {
            writer.writeKeylessDelete(output);
        }
    }
}
