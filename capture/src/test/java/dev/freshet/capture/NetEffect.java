package dev.freshet.capture;

import dev.freshet.capture.RandomTable.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a transaction must come to, from the tables before and after it and the rows that its statements returned:
 * independent of how capture finds it out. Rows are PostgreSQL's own JSON.
 */
final class NetEffect {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A row that a statement changed.
     *
     * @param old null for an insert
     * @param changed null for a delete
     * @param moved whether it went from one partition to another, which PostgreSQL logs as delete and insert
     */
    record Touch(
            RandomTable table,
            @Nullable String old,
            @Nullable String changed,
            boolean moved) {}

    /** The rows of each table. */
    record Snapshot(Map<RandomTable, List<String>> rows) {
        List<String> of(RandomTable table) {
            return rows.getOrDefault(table, List.of());
        }
    }

    /**
     * @param required the records as {@code op table image}
     * @param allowed records that may come as well: under a deferrable key two rows may have one key for a while, and
     *     when they are equal the log does not tell which of them moved on
     */
    record Expected(List<String> required, Set<String> allowed) {}

    private final Snapshot before;
    private final Snapshot after;
    private final List<String> required = new ArrayList<>();
    private final Set<String> allowed = new HashSet<>();

    private NetEffect(Snapshot before, Snapshot after) {
        this.before = before;
        this.after = after;
    }

    static Expected of(Snapshot before, Snapshot after, List<Touch> touches) {
        NetEffect effect = new NetEffect(before, after);
        Map<RandomTable, List<Touch>> byTable = new LinkedHashMap<>();
        touches.forEach(touch -> byTable.computeIfAbsent(touch.table(), table -> new ArrayList<>())
                .add(touch));
        byTable.forEach(effect::expect);
        return new Expected(effect.required, effect.allowed);
    }

    private void expect(RandomTable table, List<Touch> touches) {
        switch (table.kind()) {
            case KEYED, DEFERRABLE -> expectByKey(table, touches);
            case KEYLESS -> expectByImage(table, touches);
        }
    }

    private void expectByKey(RandomTable table, List<Touch> touches) {
        Set<String> keys = new HashSet<>();
        for (Touch touch : touches) {
            if (touch.old() != null) {
                keys.add(keyOf(table, touch.old()));
            }
            if (touch.changed() != null) {
                keys.add(keyOf(table, touch.changed()));
            }
        }
        Map<String, String> imagesBefore = byKey(table, before);
        Map<String, String> imagesAfter = byKey(table, after);
        for (String key : keys) {
            expect(table, key, imagesBefore.get(key), imagesAfter.get(key));
        }
    }

    private void expect(RandomTable table, String key, @Nullable String old, @Nullable String now) {
        if (now == null) {
            if (old != null) {
                required.add(change('d', table, key));
            }
        } else if (old == null) {
            required.add(change('c', table, now));
        } else if (table.kind() == Kind.DEFERRABLE && equalWhereBothHaveAValue(old, now)) {
            allowed.add(change('u', table, now));
        } else {
            required.add(change('u', table, now));
        }
    }

    /** A column that the transaction adds is in the later image alone, and gives the earlier row its default. */
    private static boolean equalWhereBothHaveAValue(String old, String now) {
        JsonNode later = JSON.readTree(now);
        return JSON.readTree(old).properties().stream()
                .allMatch(column -> !later.has(column.getKey())
                        || later.get(column.getKey()).equals(column.getValue()));
    }

    private enum Origin {
        CREATED,
        UPDATED,
        UNTOUCHED
    }

    /** Equal rows are one as good as the other; one that this transaction made goes first. */
    private void expectByImage(RandomTable table, List<Touch> touches) {
        Map<String, List<Origin>> rows = new HashMap<>();
        before.of(table).forEach(row -> put(rows, row, Origin.UNTOUCHED));
        for (Touch touch : touches) {
            Origin origin = Origin.CREATED;
            if (touch.old() != null) {
                origin = take(rows, touch.old());
                if ((touch.changed() == null || touch.moved()) && origin != Origin.CREATED) {
                    required.add(change('d', table, "null"));
                }
            }
            if (touch.changed() != null) {
                boolean created = origin == Origin.CREATED || touch.moved();
                put(rows, touch.changed(), created ? Origin.CREATED : Origin.UPDATED);
            }
        }
        rows.forEach((image, origins) -> origins.forEach(origin -> {
            switch (origin) {
                case CREATED -> required.add(change('c', table, image));
                case UPDATED -> required.add(change('u', table, image));
                case UNTOUCHED -> {}
            }
        }));
        check(table, rows);
    }

    private static void put(Map<String, List<Origin>> rows, String image, Origin origin) {
        rows.computeIfAbsent(image, row -> new ArrayList<>()).add(origin);
    }

    private static Origin take(Map<String, List<Origin>> rows, String image) {
        List<Origin> origins = rows.getOrDefault(image, new ArrayList<>());
        for (Origin origin : Origin.values()) {
            if (origins.remove(origin)) {
                return origin;
            }
        }
        throw new AssertionError("The model has no row " + image);
    }

    /** The model itself is right when it comes to the rows that PostgreSQL has. */
    private void check(RandomTable table, Map<String, List<Origin>> rows) {
        List<String> modelled = new ArrayList<>();
        rows.forEach((image, origins) -> origins.forEach(origin -> modelled.add(image)));
        List<String> real = new ArrayList<>(after.of(table));
        modelled.sort(null);
        real.sort(null);
        if (!modelled.equals(real)) {
            throw new AssertionError("The model has " + modelled + ", PostgreSQL " + real);
        }
    }

    private static Map<String, String> byKey(RandomTable table, Snapshot snapshot) {
        Map<String, String> rows = new HashMap<>();
        snapshot.of(table).forEach(row -> rows.put(keyOf(table, row), row));
        return rows;
    }

    private static String keyOf(RandomTable table, String row) {
        JsonNode image = JSON.readTree(row);
        ObjectNode key = JSON.createObjectNode();
        table.key().forEach(column -> key.set(column, image.path(column)));
        return key.toString();
    }

    private static String change(char op, RandomTable table, String image) {
        return op + " " + table.name() + " " + JSON.readTree(image);
    }
}
