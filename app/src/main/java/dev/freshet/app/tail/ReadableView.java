package dev.freshet.app.tail;

import dev.freshet.app.client.DataRecord;
import dev.freshet.app.terminal.Style;
import dev.freshet.app.terminal.Terminal;
import dev.freshet.record.Bytes;
import dev.freshet.record.ChangeSource;
import dev.freshet.record.JsonText;
import dev.freshet.record.RowChange;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change record for a person: commit time, what happened, where, the row or its key, and how long the change took
 * from its commit into the data stream.
 */
public final class ReadableView implements RecordView {
    private static final int LONGEST_ROW = 2_000;
    private static final int TABLE_WIDTH = 18;
    private static final String WITHOUT_KEY = "(table without primary key)";

    /** Decimals as they were written, not as binary fractions print. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Terminal terminal;
    private final DateTimeFormatter time;

    public ReadableView(Terminal terminal, ZoneId zone) {
        this.terminal = terminal;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
    }

    @Override
    public String line(DataRecord record) {
        String text = new String(record.data(), StandardCharsets.UTF_8);
        try {
            JsonNode change = MAPPER.readTree(text);
            return switch (change.path("type").asString("")) {
                case "full", "chunked" -> change(record, change);
                case "fragment" -> fragment(record, change);
                default -> foreign(record, text);
            };
        } catch (JacksonException _) {
            return foreign(record, text);
        }
    }

    @Override
    public String line(TailEntry.LargeRow row) {
        RowChange change = row.change();
        ChangeSource source = change.source();
        return change(
                row.arrivalMillis(),
                source.commitTimeNanos() / 1_000_000,
                Character.toString(change.op().letter()),
                source.schema() + "." + source.table(),
                beginning(change.after() == null ? change.before() : change.after()));
    }

    /** Of a text that may have hundreds of megabytes. */
    private static String beginning(@Nullable JsonText image) {
        if (image == null) {
            return WITHOUT_KEY;
        }
        Bytes text = image.bytes();
        int length = Math.min(text.length(), LONGEST_ROW);
        String beginning = new String(text.array(), text.from(), length, StandardCharsets.UTF_8);
        return printable(beginning) + "... (" + text.length() + " bytes; --json shows all)";
    }

    private String change(DataRecord record, JsonNode change) {
        JsonNode source = change.path("source");
        return change(
                record.arrivalMillis(),
                source.path("ts_ms").asLong(),
                change.path("op").asString("?"),
                source.path("schema").asString() + "." + source.path("table").asString(),
                row(change));
    }

    private String change(long arrivalMillis, long committedMillis, String op, String table, String row) {
        String delay = "+" + (arrivalMillis - committedMillis) + " ms";
        return time(committedMillis) + "  "
                + terminal.paint(Style.FAINT, String.format(Locale.ROOT, "%8s", delay)) + "  "
                + operation(op) + "  "
                + String.format(Locale.ROOT, "%-" + TABLE_WIDTH + "s", printable(table)) + "  "
                + row;
    }

    /** An operation that this version does not know is an upsert, as AWS's guide tells consumers to take it. */
    private String operation(String op) {
        return switch (op) {
            case "c" -> terminal.paint(Style.GOOD, "insert");
            case "u" -> terminal.paint(Style.CHANGED, "update");
            case "d" -> terminal.paint(Style.BAD, "delete");
            default -> "upsert";
        };
    }

    private static String row(JsonNode change) {
        if (change.path("type").asString().equals("chunked")) {
            return "(large row, in " + change.path("chunked").findValue("total_fragments") + " fragments)";
        }
        JsonNode after = change.path("after");
        JsonNode row = after.isObject() ? after : change.path("before");
        return row.isObject() ? shortened(printable(row.toString())) : WITHOUT_KEY;
    }

    private String fragment(DataRecord record, JsonNode fragment) {
        return time(record.arrivalMillis()) + "  fragment "
                + fragment.path("index").asInt() + " of "
                + printable(fragment.path("chunk_id").asString("?"));
    }

    private String foreign(DataRecord record, String text) {
        return time(record.arrivalMillis()) + "  no change record, " + record.data().length + " bytes: "
                + shortened(printable(text));
    }

    private String time(long epochMillis) {
        return time.format(Instant.ofEpochMilli(epochMillis));
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_ROW) {
            return text;
        }
        return text.substring(0, LONGEST_ROW) + "... (" + text.length() + " characters; --json shows all)";
    }

    /** A row's text must not steer the terminal. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (Character.isISOControl(character)) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else {
                safe.appendCodePoint(character);
            }
        });
        return safe.toString();
    }
}
