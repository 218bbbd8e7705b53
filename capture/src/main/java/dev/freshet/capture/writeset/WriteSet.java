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
 *
 * <p>A transaction may change a table between its rows. Every record has the names and columns as of the end
 * ({@link TableRecords}), and a row is found again under another key than before ({@link Rekeying}).
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
        int number = numberOf(table);
        CapturedTable as = tables.table(number);
        if (table.hasKey()) {
            keyed.insert(as, number, row);
        } else {
            keyless.insert(as, number, row);
        }
    }

    /** @param old the row before, {@link Tuple#ABSENT} when its key did not change and PostgreSQL sent none */
    public void update(CapturedTable table, Tuple old, Tuple row) throws IOException {
        table.check(row);
        if (!old.isAbsent()) {
            table.check(old);
        }
        table.complete(row, old);
        int number = numberOf(table);
        CapturedTable as = tables.table(number);
        if (table.hasKey()) {
            keyed.update(as, number, old, row);
        } else {
            keyless.update(as, number, old, row);
        }
    }

    public void delete(CapturedTable table, Tuple old) throws IOException {
        table.check(old);
        int number = numberOf(table);
        CapturedTable as = tables.table(number);
        if (table.hasKey()) {
            keyed.delete(as, number, old);
        } else {
            keyless.delete(as, number, old);
        }
    }

    private int numberOf(CapturedTable table) throws IOException {
        int number = tables.numberOf(table);
        return number == ChangedTables.UNKNOWN ? begin(table) : number;
    }

    /** The table comes for the first time, or for the first time since the transaction changed it. */
    private int begin(CapturedTable table) throws IOException {
        CapturedTable basis = tables.basis(table.oid());
        if (basis == null) {
            return tables.add(table, table);
        }
        boolean same = table.identifiesLike(basis);
        CapturedTable as = same && !basis.identifiesByJson() ? table : table.identifyingByJson();
        int number = tables.add(table, as);
        // Under a deferrable key a row is known again by its image too.
        if (!same || table.hasDeferrableKey() && !table.looksLike(basis)) {
            entries.rekey(new Rekeying(tables, as, number, same));
            tables.setBasis(as);
        }
        return number;
    }

    /** From here on the table is like this; records of rows that it changed before say so too. */
    public void redefine(CapturedTable table) {
        if (tables.basis(table.oid()) != null) {
            tables.add(table, table);
        }
    }

    /** The table is gone, and its rows with it. */
    public void drop(int relationOid) {
        if (tables.basis(relationOid) != null) {
            tables.drop(relationOid);
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
        entries.<X>forEach(
                (number, counters, key, image) -> tables.records(number).write(counters, key, image, output));
        for (int number = 0; number < tables.count(); number++) {
            tables.records(number).writeKeylessDeletes(tables.keylessDeletes(number), output);
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
