package dev.freshet.capture.writeset;

import dev.freshet.capture.pgoutput.Tuple;
import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.schema.UnreadableRowException;
import dev.freshet.capture.value.ValueWriter;
import dev.freshet.capture.writeset.WriteSet.RowScratch;
import dev.freshet.record.Bytes;
import dev.freshet.record.EnvelopeWriter;
import dev.freshet.record.JsonBuffer;
import dev.freshet.record.Op;
import dev.freshet.record.RecordOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Rows without a primary key: a multiset, for equal rows are interchangeable. One entry for each row image; its first
 * counter says how many rows with this image the transaction created, its second how many older ones it gave this image.
 * An update moves a row from one entry to another; among equal rows one that the transaction created counts as the one
 * changed, then one that it updated before, then one that it had not touched. Deletes say nothing but that they were, so
 * they are only counted.
 */
final class KeylessRows {
    private final Entries entries;
    private final RowScratch scratch;
    private final ChangedTables tables;
    private final ValueWriter values = new ValueWriter();

    KeylessRows(Entries entries, RowScratch scratch, ChangedTables tables) {
        this.entries = entries;
        this.scratch = scratch;
        this.tables = tables;
    }

    private enum Origin {
        CREATED,
        UPDATED,
        UNTOUCHED
    }

    void insert(CapturedTable table, int number, Tuple row) throws IOException {
        put(table, number, row, Origin.CREATED);
    }

    void update(CapturedTable table, int number, Tuple old, Tuple row) throws IOException {
        if (old.isAbsent()) {
            throw new UnreadableRowException("Table " + table.name()
                    + " has no primary key, and its replica identity was not FULL when a row was updated");
        }
        Origin origin = take(table, old);
        put(table, number, row, origin == Origin.CREATED ? Origin.CREATED : Origin.UPDATED);
    }

    void delete(CapturedTable table, int number, Tuple old) throws IOException {
        if (take(table, old) != Origin.CREATED) {
            tables.addKeylessDelete(number);
        }
    }

    /** Takes one row with this image away, and says what it was. */
    private Origin take(CapturedTable table, Tuple old) throws IOException {
        JsonBuffer key = identity(table, old);
        long address = entries.find(key);
        if (address == EntryIndex.NOT_FOUND) {
            return Origin.UNTOUCHED;
        }
        long counters = entries.counters(address);
        int created = Counters.first(counters);
        int updated = Counters.second(counters);
        if (created > 0) {
            entries.setCounters(address, Counters.of(created - 1, updated));
            return Origin.CREATED;
        }
        if (updated > 0) {
            entries.setCounters(address, Counters.of(created, updated - 1));
            return Origin.UPDATED;
        }
        return Origin.UNTOUCHED;
    }

    private void put(CapturedTable table, int number, Tuple row, Origin origin) throws IOException {
        JsonBuffer key = identity(table, row);
        JsonBuffer image = scratch.clean(scratch.image);
        table.writeImage(row, values, image);
        entries.makeRoom(EntryLog.HEADER_BYTES + key.length() + image.length());
        long address = entries.find(key);
        int created = origin == Origin.CREATED ? 1 : 0;
        if (address == EntryIndex.NOT_FOUND) {
            entries.add(number, Counters.of(created, 1 - created), key, image);
        } else {
            long counters = entries.counters(address);
            entries.setCounters(
                    address, Counters.of(Counters.first(counters) + created, Counters.second(counters) + 1 - created));
        }
    }

    private JsonBuffer identity(CapturedTable table, Tuple row) {
        JsonBuffer key = scratch.clean(scratch.key);
        table.writeIdentity(row, values, key);
        return key;
    }

    static <X extends Exception> void write(
            EnvelopeWriter writer, long counters, Bytes key, Bytes image, RecordOutput<X> output) throws X {
        int created = Counters.first(counters);
        int updated = Counters.second(counters);
        for (int i = 0; i < created; i++) {
            writer.write(Op.CREATE, image, numbered(key, i), output);
        }
        for (int i = 0; i < updated; i++) {
            writer.write(Op.UPDATE, image, numbered(key, created + i), output);
        }
    }

    static int created(long counters) {
        return Counters.first(counters);
    }

    static int updated(long counters) {
        return Counters.second(counters);
    }

    /** Of one row. */
    static long counters(boolean existed) {
        return existed ? Counters.of(0, 1) : Counters.of(1, 0);
    }

    static long sum(long counters, long more) {
        return Counters.of(created(counters) + created(more), updated(counters) + updated(more));
    }

    /** Equal rows are told apart by their number, so that the fragments of each have an identifier of their own. */
    private static Bytes numbered(Bytes key, int number) {
        if (number == 0) {
            return key;
        }
        ByteBuffer bytes = ByteBuffer.allocate(key.length() + Integer.BYTES);
        bytes.put(key.array(), key.from(), key.length()).putInt(number);
        return Bytes.of(bytes.array());
    }
}
