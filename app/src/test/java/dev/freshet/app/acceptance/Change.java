package dev.freshet.app.acceptance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change record, read strictly: members exactly as documented, in the documented order, nothing between them. An
 * application would be lenient; a test is not.
 *
 * @param before null's node or an object
 * @param after null's node or an object
 * @param committedNanos {@code source.ts_ns}
 * @param processedNanos {@code ts_ns}
 */
record Change(
        String op,
        JsonNode before,
        JsonNode after,
        String schema,
        String table,
        String cluster,
        String transaction,
        long committedNanos,
        long processedNanos,
        String text) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * 26 characters of lower-case base32 are 130 bits for an identifier of 128: the last character has two bits that
     * are never set.
     */
    private static final String IDENTIFIER = "[a-z2-7]{25}[aeimquy4]";

    private static final Pattern FULL = Pattern.compile("""
            \\{"type":"full","op":"(?<op>[cud])",\
            "before":(?<before>null|\\{.*}),"after":(?<after>null|\\{.*}),\
            "source":\\{"version":"1\\.0","ts_ms":(?<sourceMillis>\\d{13}),"ts_ns":(?<sourceNanos>\\d{19}),\
            "txId":"(?<transaction>IDENTIFIER)","schema":"(?<schema>[^"]+)","table":"(?<table>[^"]+)",\
            "db":"postgres","cluster":"(?<cluster>IDENTIFIER)"},\
            "ts_ms":(?<millis>\\d{13}),"ts_ns":(?<nanos>\\d{19})}""".replace("IDENTIFIER", IDENTIFIER), Pattern.DOTALL);

    static final Comparator<Change> COMMIT_ORDER = Comparator.comparingLong(Change::committedNanos);

    static Change parse(String text) {
        Matcher matcher = FULL.matcher(text);
        if (!matcher.matches()) {
            throw new AssertionError("not a change record of type full: " + text);
        }
        MAPPER.readTree(text);
        millisOf(matcher.group("sourceMillis"), matcher.group("sourceNanos"), text);
        millisOf(matcher.group("millis"), matcher.group("nanos"), text);
        return new Change(
                matcher.group("op"),
                MAPPER.readTree(matcher.group("before")),
                MAPPER.readTree(matcher.group("after")),
                matcher.group("schema"),
                matcher.group("table"),
                matcher.group("cluster"),
                matcher.group("transaction"),
                Long.parseLong(matcher.group("sourceNanos")),
                Long.parseLong(matcher.group("nanos")),
                text);
    }

    /** The table's changes in commit order. */
    static List<Change> of(String table, List<Change> changes) {
        return changes.stream()
                .filter(change -> change.table().equals(table))
                .sorted(COMMIT_ORDER)
                .toList();
    }

    private static void millisOf(String millis, String nanos, String text) {
        if (!nanos.startsWith(millis)) {
            throw new AssertionError("ts_ms is not ts_ns in milliseconds: " + text);
        }
    }

    /** The row's column, in whichever image there is. */
    JsonNode column(String name) {
        return (after.isNull() ? before : after).path(name);
    }

    Instant committed() {
        return Instant.ofEpochSecond(0, committedNanos);
    }

    Instant processed() {
        return Instant.ofEpochSecond(0, processedNanos);
    }
}
