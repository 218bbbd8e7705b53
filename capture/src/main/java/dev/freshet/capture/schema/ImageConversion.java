package dev.freshet.capture.schema;

import dev.freshet.capture.value.InvalidValueException;
import dev.freshet.capture.value.ValueWriter;
import dev.freshet.record.Bytes;
import dev.freshet.record.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Images of a row as its table was into images as the table is after a change in the same transaction: columns have their
 * new names, dropped ones are gone, and one that was added has the value that rows older than it have.
 *
 * <p>A value is copied as it is. So a row that the transaction changed before it gave a column another type, and not
 * afterwards, has the value as it was; and a column that was added with a value of its own for each row (a volatile
 * default, a generated column) is null in it. PostgreSQL writes the whole table anew then and logs none of it.
 */
public final class ImageConversion {
    private static final int ADDED = -1;

    /** What of a table its images are made of. */
    record Shape(
            int oid,
            List<CapturedColumn> columns,
            int[] allColumns,
            int[] keyColumns,
            byte[][] imageMembers,
            byte[][] keyMembers) {
        int placeOf(CapturedColumn column) {
            for (int place = 0; place < columns.size(); place++) {
                if (columns.get(place).is(column)) {
                    return place;
                }
            }
            return ADDED;
        }

        int[] identityColumns() {
            return keyColumns.length > 0 ? keyColumns : allColumns;
        }
    }

    private final Shape former;
    private final Shape now;

    /** For each column of now where it was before. */
    private final int[] formerPlaces;

    private final Bytes[] added;

    ImageConversion(Shape former, Shape now) {
        this.former = former;
        this.now = now;
        this.formerPlaces = now.columns().stream().mapToInt(former::placeOf).toArray();
        this.added = now.columns().stream().map(ImageConversion::missing).toArray(Bytes[]::new);
    }

    private static Bytes missing(CapturedColumn column) {
        ValueWriter values = new ValueWriter();
        JsonBuffer json = new JsonBuffer(16);
        String missing = column.missing();
        if (missing == null) {
            values.writeNull(json);
        } else {
            byte[] text = missing.getBytes(StandardCharsets.UTF_8);
            write(column, text, values, json);
        }
        return Bytes.of(json.toByteArray());
    }

    private static void write(CapturedColumn column, byte[] text, ValueWriter values, JsonBuffer json) {
        try {
            values.write(column.encoding(), text, 0, text.length, json);
        } catch (InvalidValueException | IllegalArgumentException e) {
            throw new UnreadableRowException(
                    "What older rows have in column " + column.name() + ": " + e.getMessage(), e);
        }
    }

    /** Appends the image of a whole row. */
    public void writeImage(Bytes image, JsonBuffer out) {
        write(image, now.allColumns(), now.imageMembers(), out);
    }

    /** Appends the key's image from that of a whole row. */
    public void writeKeyImage(Bytes image, JsonBuffer out) {
        write(image, now.keyColumns(), now.keyMembers(), out);
    }

    private void write(Bytes image, int[] places, byte[][] members, JsonBuffer out) {
        Bytes[] values = split(image, former.imageMembers());
        for (int i = 0; i < places.length; i++) {
            out.append(members[i]);
            append(value(values, places[i]), out);
        }
        if (places.length == 0) {
            out.append('{');
        }
        out.append('}');
    }

    private Bytes value(Bytes[] formerValues, int place) {
        return formerPlaces[place] == ADDED ? added[place] : formerValues[formerPlaces[place]];
    }

    /** Appends the key's image of a row that was deleted: the key that it had, columns under their new names. */
    public void renameKeyImage(Bytes keyImage, JsonBuffer out) {
        Bytes[] values = split(keyImage, former.keyMembers());
        for (int i = 0; i < values.length; i++) {
            CapturedColumn column = former.columns().get(former.keyColumns()[i]);
            int place = now.placeOf(column);
            out.append(i == 0 ? '{' : ',')
                    .appendString(
                            place == ADDED
                                    ? column.name()
                                    : now.columns().get(place).name())
                    .append(':');
            append(values[i], out);
        }
        out.append('}');
    }

    /** Appends what {@link CapturedTable#identifyingByJson} would for the row. */
    public void writeIdentity(Bytes image, JsonBuffer out) {
        Bytes[] values = split(image, former.imageMembers());
        CapturedTable.putInt(now.oid(), out);
        CapturedTable.putInt(CapturedTable.JSON_FOLLOWS, out);
        for (int place : now.identityColumns()) {
            append(value(values, place), out);
            out.append('\n');
        }
    }

    private static void append(Bytes value, JsonBuffer out) {
        out.append(value.array(), value.from(), value.length());
    }

    /** The values of an image. Its members' names are known to the byte, so that only the ends of values are sought. */
    private static Bytes[] split(Bytes image, byte[][] members) {
        Bytes[] values = new Bytes[members.length];
        int at = image.from();
        for (int i = 0; i < members.length; i++) {
            int from = at + members[i].length;
            at = valueEnd(image.array(), from);
            values[i] = new Bytes(image.array(), from, at - from);
        }
        return values;
    }

    private static int valueEnd(byte[] json, int from) {
        int at = from;
        if (json[at] == '"') {
            at++;
            while (json[at] != '"') {
                at += json[at] == '\\' ? 2 : 1;
            }
            return at + 1;
        }
        while (json[at] != ',' && json[at] != '}') {
            at++;
        }
        return at;
    }
}
