package dev.freshet.capture.writeset;

import dev.freshet.capture.pgoutput.Tuple;
import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.value.ValueWriter;
import dev.freshet.capture.writeset.WriteSet.RowScratch;
import dev.freshet.record.Bytes;
import dev.freshet.record.EnvelopeWriter;
import dev.freshet.record.JsonBuffer;
import dev.freshet.record.Op;
import dev.freshet.record.RecordOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with a primary key: one entry for each key that the transaction touched. Its first counter says whether a row
 * with this key existed before (1) or did not as far as is known (0), its second whether one exists now.
 *
 * <pre>
 * existed  exists   record
 *    0        1     c, the image is the row's
 *    1        1     u, the image is the row's
 *    1        0     d, the image is the key's
 *    0        0     none
 * </pre>
 *
 * <p>An update that changes the key deletes the old key and inserts the new one.
 *
 * <p>Under a deferrable key two rows may have one key for a while ({@code SET id = id + 1} meets the next row's key before
 * that row moves on). There an insert says nothing about what existed before, and a delete is told from its image: if no
 * row made in this transaction has it, the row existed before. Rows that are equal in all columns cannot be told apart;
 * then the key's row keeps its image and has no record, which misleads nobody.
 */
final class KeyedRows {
    private static final int NO = 0;
    private static final int YES = 1;

    private final Entries entries;
    private final RowScratch scratch;
    private final ValueWriter values = new ValueWriter();

    /** Under deferrable keys, further rows that exist now beside the entry's own; hardly ever one. */
    private final Map<ByteBuffer, List<byte[]>> further = new HashMap<>();

    KeyedRows(Entries entries, RowScratch scratch) {
        this.entries = entries;
        this.scratch = scratch;
    }

    void insert(CapturedTable table, int number, Tuple row) throws IOException {
        JsonBuffer key = identity(table, row);
        JsonBuffer image = image(table, row);
        put(table, number, key, image, NO);
    }

    void update(CapturedTable table, int number, Tuple old, Tuple row) throws IOException {
        if (!old.isAbsent() && (table.hasDeferrableKey() || !table.hasSameKey(old, row))) {
            delete(table, number, old);
            insert(table, number, row);
            return;
        }
        JsonBuffer key = identity(table, row);
        JsonBuffer image = image(table, row);
        put(table, number, key, image, YES);
    }

    /** The row with this key exists now; {@code existed} says what to believe when nothing is known of it. */
    private void put(CapturedTable table, int number, JsonBuffer key, JsonBuffer image, int existed)
            throws IOException {
        makeRoom(key, image);
        long address = entries.find(key);
        if (address == EntryIndex.NOT_FOUND) {
            entries.add(number, Counters.of(existed, YES), key, image);
            return;
        }
        long counters = entries.counters(address);
        if (existed == NO && table.hasDeferrableKey() && Counters.second(counters) == YES) {
            further.computeIfAbsent(copyOf(key), k -> new ArrayList<>()).add(image.toByteArray());
        } else {
            entries.replace(address, number, Counters.of(Counters.first(counters), YES), key, image);
        }
    }

    void delete(CapturedTable table, int number, Tuple old) throws IOException {
        JsonBuffer key = identity(table, old);
        JsonBuffer image = scratch.clean(scratch.image);
        table.writeKeyImage(old, values, image);
        makeRoom(key, image);
        long address = entries.find(key);
        if (address == EntryIndex.NOT_FOUND) {
            entries.add(number, Counters.of(YES, NO), key, image);
        } else if (table.hasDeferrableKey()) {
            deleteTold(table, number, old, address, key, image);
        } else {
            deleteFound(number, address, key, image);
        }
    }

    private void deleteFound(int number, long address, JsonBuffer key, JsonBuffer image) throws IOException {
        int existed = Counters.first(entries.counters(address));
        if (existed == YES) {
            entries.replace(address, number, Counters.of(YES, NO), key, image);
        } else {
            entries.setCounters(address, Counters.of(NO, NO));
        }
    }

    /** Deletes the row that has the old image, of those with this key. */
    private void deleteTold(
            CapturedTable table, int number, Tuple old, long address, JsonBuffer key, JsonBuffer keyImage)
            throws IOException {
        JsonBuffer oldImage = scratch.clean(scratch.oldImage);
        table.writeImage(old, values, oldImage);
        List<byte[]> others = further.getOrDefault(copyOf(key), List.of());
        long counters = entries.counters(address);
        boolean existsNow = Counters.second(counters) == YES;
        if (existsNow && entries.imageEquals(address, oldImage)) {
            if (others.isEmpty()) {
                deleteFound(number, address, key, keyImage);
            } else {
                JsonBuffer next = new JsonBuffer(0).append(others.removeLast());
                entries.replace(address, number, counters, key, next);
            }
        } else if (!removeEqual(others, oldImage.toByteArray())) {
            existedBefore(number, address, existsNow, key, keyImage);
        }
    }

    private void existedBefore(int number, long address, boolean existsNow, JsonBuffer key, JsonBuffer keyImage)
            throws IOException {
        if (existsNow) {
            entries.setCounters(address, Counters.of(YES, YES));
        } else {
            entries.replace(address, number, Counters.of(YES, NO), key, keyImage);
        }
    }

    private static boolean removeEqual(List<byte[]> images, byte[] image) {
        for (int i = 0; i < images.size(); i++) {
            if (Arrays.equals(images.get(i), image)) {
                images.remove(i);
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer copyOf(JsonBuffer key) {
        return ByteBuffer.wrap(key.toByteArray());
    }

    private JsonBuffer identity(CapturedTable table, Tuple row) {
        JsonBuffer key = scratch.clean(scratch.key);
        table.writeIdentity(row, values, key);
        return key;
    }

    private JsonBuffer image(CapturedTable table, Tuple row) {
        JsonBuffer image = scratch.clean(scratch.image);
        table.writeImage(row, values, image);
        return image;
    }

    private void makeRoom(JsonBuffer key, JsonBuffer image) throws IOException {
        entries.makeRoom(EntryLog.HEADER_BYTES + key.length() + image.length());
    }

    static <X extends Exception> void write(
            EnvelopeWriter writer, long counters, Bytes key, Bytes image, RecordOutput<X> output) throws X {
        boolean existed = existed(counters);
        if (exists(counters)) {
            writer.write(existed ? Op.UPDATE : Op.CREATE, image, key, output);
        } else if (existed) {
            writer.write(Op.DELETE, image, key, output);
        }
    }

    static boolean existed(long counters) {
        return Counters.first(counters) == YES;
    }

    static boolean exists(long counters) {
        return Counters.second(counters) == YES;
    }

    static boolean cameToNothing(long counters) {
        return !existed(counters) && !exists(counters);
    }

    /** Of a row that exists now. */
    static long counters(boolean existed) {
        return Counters.of(existed ? YES : NO, YES);
    }

    /** Of the row when it is gone. */
    static long deleted(long counters) {
        return Counters.of(Counters.first(counters), NO);
    }

    void clear() {
        further.clear();
    }
}
