package dev.freshet.record;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction did to one row.
 *
 * @param before for a delete the primary key's columns, null for a table without one; otherwise null
 * @param after the row as it is now; null for a delete
 * @param processingTimeNanos when the change was made a record ({@code ts_ns}), Unix time; it may lie before the commit,
 *     for clocks differ
 */
public record RowChange(
        Op op, @Nullable JsonText before, @Nullable JsonText after, ChangeSource source, long processingTimeNanos)
        implements ChangeRecord {
    public RowChange {
        if (op == Op.DELETE && after != null) {
            throw new IllegalArgumentException("The delete of a row has no image of it after");
        }
        if (op != Op.DELETE && after == null) {
            throw new IllegalArgumentException("A row that exists has an image of it after");
        }
    }

    @Override
    public <R> R match(
            Function<? super RowChange, ? extends R> change,
            Function<? super ChunkedChange, ? extends R> chunked,
            Function<? super Fragment, ? extends R> fragment) {
        return change.apply(this);
    }

    /** The change as one {@code full} record, compact, its members in the documented order. */
    public byte[] toJson() {
        JsonBuffer json = new JsonBuffer(512 + length(before) + length(after));
        json.append("{\"type\":\"full\",\"op\":\"").append(op.letter()).append('"');
        appendImage("before", before, json);
        appendImage("after", after, json);
        source.appendTo(json);
        json.append(",\"ts_ms\":").append(processingTimeNanos / 1_000_000);
        return json.append(",\"ts_ns\":")
                .append(processingTimeNanos)
                .append('}')
                .toByteArray();
    }

    private static int length(@Nullable JsonText image) {
        return image == null ? 4 : image.bytes().length();
    }

    private static void appendImage(String side, @Nullable JsonText image, JsonBuffer json) {
        json.append(",\"").append(side).append("\":");
        if (image == null) {
            json.append("null");
        } else {
            Bytes text = image.bytes();
            json.append(text.array(), text.from(), text.length());
        }
    }
}
