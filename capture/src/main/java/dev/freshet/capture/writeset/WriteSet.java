package dev.freshet.capture.writeset;

import dev.freshet.capture.pgoutput.Tuple;
import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.record.JsonBuffer;
import dev.freshet.record.RecordOutput;
import dev.freshet.record.TransactionId;
import java.io.IOException;

/**
 * The changed rows of one transaction, reduced to what each came to: created, updated, deleted or nothing, by whether
 * it existed before the transaction and exists after it. Used by one thread, for one transaction after the other.
 *
 * <p>Mechanism. Each change finds the entry of its row by the row's identity and moves it on; the image of the row as
 * JSON is written at once, so that an entry is nearly a record, and what a later change replaces was written for
 * nothing. Rows with a primary key have one entry each ({@link KeyedRows}); rows without one are a multiset, with one
 * entry for each image ({@link KeylessRows}). When the entries pass the memory given, they go to disk
 * ({@link Entries}). At the commit the entries are read once from front to back.
 */
public final class WriteSet implements AutoCloseable {
    private final Entries entries;
    private final ChangedTables tables = new ChangedTables();
    private final KeyedRows keyed;
    private final KeylessRows keyless;

    public WriteSet(long memoryBytes, SpillFolder spillFolder) {
        this.entries = new Entries(memoryBytes, spillFolder);
        RowScratch scratch = new RowScratch();
        this.keyed = new KeyedRows(entries, scratch);
        this.keyless = new KeylessRows(entries, scratch, tables);
    }

    public void insert(CapturedTable table, Tuple row) throws IOException {
        table.check(row);
        int number = tables.numberOf(table);
        if (table.hasKey()) {
            keyed.insert(table, number, row);
        } else {
            keyless.insert(table, number, row);
        }
    }

    /** @param old the row before, {@link Tuple#ABSENT} when its key did not change and PostgreSQL sent none */
    public void update(CapturedTable table, Tuple old, Tuple row) throws IOException {
        table.check(row);
        if (!old.isAbsent()) {
            table.check(old);
        }
        table.complete(row, old);
        int number = tables.numberOf(table);
        if (table.hasKey()) {
            keyed.update(table, number, old, row);
        } else {
            keyless.update(table, number, old, row);
        }
    }

    public void delete(CapturedTable table, Tuple old) throws IOException {
        table.check(old);
        int number = tables.numberOf(table);
        if (table.hasKey()) {
            keyed.delete(table, number, old);
        } else {
            keyless.delete(table, number, old);
        }
    }

    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** What this transaction put on disk. */
    public long spilledBytes() {
        return entries.spilledBytes();
    }

    /** Writes the records of the transaction, fragments before the record that they belong to. */
    public <X extends Exception> void forEachRecord(
            TransactionId transaction, long commitTimeNanos, long processingTimeNanos, RecordOutput<X> output)
            throws IOException, X {
        tables.label(transaction, commitTimeNanos, processingTimeNanos);
        entries.<X>forEach((number, counters, key, image) -> {
            if (tables.table(number).hasKey()) {
                KeyedRows.write(tables.writer(number), counters, key, image, output);
            } else {
                KeylessRows.write(tables.writer(number), counters, key, image, output);
            }
        });
        for (int number = 0; number < tables.count(); number++) {
            for (long i = 0; i < tables.keylessDeletes(number); i++) {
                tables.writer(number).writeKeylessDelete(output);
            }
        }
    }

    /** Forgets all, for the next transaction. */
    public void clear() throws IOException {
        entries.clear();
        tables.clear();
        keyed.clear();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }

    /** What the row in hand is written into, before it becomes an entry. */
    static final class RowScratch {
        private static final int KEPT_BYTES = 1 << 20;

        final JsonBuffer key = new JsonBuffer(256);
        final JsonBuffer image = new JsonBuffer(8192);
        final JsonBuffer oldImage = new JsonBuffer(256);

        JsonBuffer clean(JsonBuffer buffer) {
            buffer.clear();
            buffer.shrink(KEPT_BYTES);
            return buffer;
        }
    }
}
