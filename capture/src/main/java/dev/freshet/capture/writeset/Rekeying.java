package dev.freshet.capture.writeset;

import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.schema.ImageConversion;
import dev.freshet.record.Bytes;
import dev.freshet.record.JsonBuffer;
import java.io.IOException;

/**
 * Entries of a table whose identity the transaction changed after rows of it: another key, or other columns where there is
 * none. They are found again by what is the identity now, so that a row that is changed once more has one record still.
 *
 * <p>A row that was deleted before has no values in the new key's columns; it stays under its old one.
 */
final class Rekeying {
    private final ChangedTables tables;
    private final CapturedTable now;
    private final int number;
    private final boolean keepsIdentity;
    private final JsonBuffer newKey = new JsonBuffer(256);
    private final JsonBuffer newImage = new JsonBuffer(4096);

    /**
     * @param now the table as it is from here on, under this number; identified by JSON unless it keeps its identity
     * @param keepsIdentity whether only images are others, not keys
     */
    Rekeying(ChangedTables tables, CapturedTable now, int number, boolean keepsIdentity) {
        this.tables = tables;
        this.now = now;
        this.number = number;
        this.keepsIdentity = keepsIdentity;
    }

    /** Puts an entry into {@code target}, changed when it is of the table. */
    void copy(int table, long counters, Bytes key, Bytes image, Entries target) throws IOException {
        newKey.clear();
        newImage.clear();
        CapturedTable former = tables.table(table);
        boolean keyed = former.hasKey();
        if (former.oid() != now.oid() || keyed && !KeyedRows.exists(counters)) {
            newKey.append(key.array(), key.from(), key.length());
            newImage.append(image.array(), image.from(), image.length());
            put(table, counters, target);
            return;
        }
        ImageConversion conversion = now.from(former);
        if (keepsIdentity) {
            newKey.append(key.array(), key.from(), key.length());
        } else {
            conversion.writeIdentity(image, newKey);
        }
        conversion.writeImage(image, newImage);
        if (keyed == now.hasKey()) {
            put(number, counters, target);
        } else if (keyed) {
            put(number, KeylessRows.counters(KeyedRows.existed(counters)), target);
        } else if (KeylessRows.created(counters) + KeylessRows.updated(counters) > 0) {
            put(number, KeyedRows.counters(KeylessRows.updated(counters) > 0), target);
        }
    }

    /** Rows without a key that are equal now share an entry. */
    private void put(int table, long counters, Entries target) throws IOException {
        target.makeRoom(EntryLog.HEADER_BYTES + newKey.length() + newImage.length());
        long address = target.find(newKey);
        if (address == EntryIndex.NOT_FOUND) {
            target.add(table, counters, newKey, newImage);
        } else if (!now.hasKey()) {
            target.setCounters(address, KeylessRows.sum(target.counters(address), counters));
        }
    }
}
