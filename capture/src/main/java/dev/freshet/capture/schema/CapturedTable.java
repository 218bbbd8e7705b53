package dev.freshet.capture.schema;

import dev.freshet.capture.pgoutput.Tuple;
import dev.freshet.capture.value.InvalidValueException;
import dev.freshet.capture.value.ValueWriter;
import dev.freshet.record.JsonBuffer;
import dev.freshet.record.OversizedTextException;
import dev.freshet.record.TableLabel;
import java.util.Arrays;
import java.util.List;

/**
 * A table as its rows are read from a point of the log on: all that does not change from row to row, encoded once.
 *
 * <p>A row is identified by the text of its primary key's columns, or of all columns where there is none; not by their
 * JSON, in which two intervals or times with zone may be the same.
 */
public final class CapturedTable {
    /** Where the length of a text would stand; no length is less than -1. */
    static final int JSON_FOLLOWS = -2;

    private final int oid;
    private final String name;
    private final TableLabel label;
    private final List<CapturedColumn> columns;
    private final boolean deferrableKey;
    private final int[] allColumns;
    private final int[] keyColumns;

    /** See {@link #identifyingByJson}. */
    private final boolean jsonIdentity;

    private final byte[][] imageMembers;
    private final byte[][] keyMembers;

    /** @param keyColumns places of the primary key's columns in ascending order; empty when there is none */
    public CapturedTable(
            int oid,
            String name,
            TableLabel label,
            List<CapturedColumn> columns,
            List<Integer> keyColumns,
            boolean deferrableKey) {
        this(oid, name, label, columns, keyColumns, deferrableKey, false);
    }

    private CapturedTable(
            int oid,
            String name,
            TableLabel label,
            List<CapturedColumn> columns,
            List<Integer> keyColumns,
            boolean deferrableKey,
            boolean jsonIdentity) {
        this.oid = oid;
        this.name = name;
        this.label = label;
        this.columns = List.copyOf(columns);
        this.deferrableKey = deferrableKey;
        this.allColumns = new int[columns.size()];
        for (int i = 0; i < allColumns.length; i++) {
            allColumns[i] = i;
        }
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.jsonIdentity = jsonIdentity;
        this.imageMembers = members(allColumns);
        this.keyMembers = members(this.keyColumns);
    }

    /** What stands before each value: the opening brace or a comma, and the member's name. */
    private byte[][] members(int[] places) {
        byte[][] members = new byte[places.length][];
        JsonBuffer text = new JsonBuffer(64);
        for (int i = 0; i < places.length; i++) {
            text.clear();
            text.append(i == 0 ? '{' : ',').appendString(columns.get(places[i]).name());
            members[i] = text.append(':').toByteArray();
        }
        return members;
    }

    /**
     * The same table, whose rows are identified by JSON. A transaction that changes a table's key after rows of it makes
     * this necessary: what those rows have in the new key is known from their images alone.
     */
    public CapturedTable identifyingByJson() {
        List<Integer> key = Arrays.stream(keyColumns).boxed().toList();
        return new CapturedTable(oid, name, label, columns, key, deferrableKey, true);
    }

    public boolean identifiesByJson() {
        return jsonIdentity;
    }

    /** Whether a row has the same identity in both, which are the same table before and after a change of it. */
    public boolean identifiesLike(CapturedTable former) {
        int[] places = identityColumns();
        int[] formerPlaces = former.identityColumns();
        boolean same = places.length == formerPlaces.length && hasKey() == former.hasKey();
        for (int i = 0; same && i < places.length; i++) {
            CapturedColumn column = columns.get(places[i]);
            CapturedColumn formerColumn = former.columns.get(formerPlaces[i]);
            same = column.is(formerColumn) && column.encoding() == formerColumn.encoding();
        }
        return same;
    }

    private int[] identityColumns() {
        return keyColumns.length > 0 ? keyColumns : allColumns;
    }

    /** Whether images of both have the same columns under the same names. */
    public boolean looksLike(CapturedTable former) {
        boolean same = columns.size() == former.columns.size();
        for (int i = 0; same && this != former && i < columns.size(); i++) {
            CapturedColumn column = columns.get(i);
            same = column.is(former.columns.get(i))
                    && column.name().equals(former.columns.get(i).name());
        }
        return same;
    }

    /** Images of this table from those of the same table before a transaction changed it. */
    public ImageConversion from(CapturedTable former) {
        return new ImageConversion(former.shape(), shape());
    }

    private ImageConversion.Shape shape() {
        return new ImageConversion.Shape(oid, columns, allColumns, keyColumns, imageMembers, keyMembers);
    }

    public int oid() {
        return oid;
    }

    public TableLabel label() {
        return label;
    }

    /** With its schema, for messages. */
    public String name() {
        return name;
    }

    public boolean hasKey() {
        return keyColumns.length > 0;
    }

    /** Whether two rows may have one key for a while within a transaction. */
    public boolean hasDeferrableKey() {
        return deferrableKey;
    }

    /** Checks that the row has as many columns as the table. */
    public void check(Tuple row) {
        if (row.columns() != columns.size()) {
            throw new UnreadableRowException(
                    "Table " + name + " has " + columns.size() + " columns, but the row has " + row.columns());
        }
    }

    /**
     * Takes from the old row what PostgreSQL left out of the new one.
     *
     * @throws UnreadableRowException when the old row lacks it too
     */
    public void complete(Tuple row, Tuple old) {
        int missing = row.fillUnchangedFrom(old);
        if (missing >= 0) {
            throw new UnreadableRowException(
                    "The value of column " + columns.get(missing).name() + " of table " + name
                            + " is not in the log: the table's replica identity was not FULL when the row was updated");
        }
    }

    /** Appends the row as a JSON object of all its columns. */
    public void writeImage(Tuple row, ValueWriter values, JsonBuffer out) {
        writeObject(row, allColumns, imageMembers, values, out);
    }

    /** Appends the primary key's columns as a JSON object. */
    public void writeKeyImage(Tuple row, ValueWriter values, JsonBuffer out) {
        writeObject(row, keyColumns, keyMembers, values, out);
    }

    private void writeObject(Tuple row, int[] places, byte[][] members, ValueWriter values, JsonBuffer out) {
        for (int i = 0; i < places.length; i++) {
            out.append(members[i]);
            writeValue(row, places[i], values, out);
        }
        if (places.length == 0) {
            out.append('{');
        }
        out.append('}');
    }

    private void writeValue(Tuple row, int place, ValueWriter values, JsonBuffer out) {
        if (row.isNull(place)) {
            values.writeNull(out);
            return;
        }
        CapturedColumn column = columns.get(place);
        if (row.isUnchanged(place)) {
            throw new UnreadableRowException("Column " + column.name() + " of table " + name + " has no value");
        }
        try {
            values.write(column.encoding(), row.bytes(), row.start(place), row.length(place), out);
        } catch (InvalidValueException | IllegalArgumentException | OversizedTextException e) {
            throw new UnreadableRowException(
                    "Column " + column.name() + " of table " + name + ": " + e.getMessage(), e);
        }
    }

    /** Whether the primary key's columns have the same text. */
    public boolean hasSameKey(Tuple one, Tuple other) {
        for (int place : keyColumns) {
            if (!isSame(one, other, place)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Tuple one, Tuple other, int place) {
        if (!one.isText(place) || !other.isText(place)) {
            return one.isText(place) == other.isText(place);
        }
        int start = one.start(place);
        int otherStart = other.start(place);
        return Arrays.equals(
                one.bytes(),
                start,
                start + one.length(place),
                other.bytes(),
                otherStart,
                otherStart + other.length(place));
    }

    /** Appends what tells the row from the table's others: the text of its key, or of all of it. */
    public void writeIdentity(Tuple row, ValueWriter values, JsonBuffer out) {
        putInt(oid, out);
        if (jsonIdentity) {
            putInt(JSON_FOLLOWS, out);
            for (int place : identityColumns()) {
                writeValue(row, place, values, out);
                out.append('\n');
            }
        } else {
            writeTextIdentity(row, out);
        }
    }

    private void writeTextIdentity(Tuple row, JsonBuffer out) {
        for (int place : identityColumns()) {
            if (row.isText(place)) {
                putInt(row.length(place), out);
                out.append(row.bytes(), row.start(place), row.length(place));
            } else if (row.isNull(place) && keyColumns.length == 0) {
                putInt(-1, out);
            } else {
                throw new UnreadableRowException("Column " + columns.get(place).name() + " of table " + name
                        + ", which tells the row from others, has no value");
            }
        }
    }

    static void putInt(int value, JsonBuffer out) {
        int at = out.claim(Integer.BYTES);
        byte[] bytes = out.array();
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }
}
