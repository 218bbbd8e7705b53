package dev.freshet.capture;

import dev.freshet.capture.RandomTable.Column;
import dev.freshet.capture.RandomTable.Kind;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Statements that change a table at random. Some fail; then the transaction goes on without them. */
final class RandomStatements {
    private final RandomGenerator random;

    RandomStatements(RandomGenerator random) {
        this.random = random;
    }

    /** A change of the table that leaves the columns known here as they are. */
    String nextDdl(RandomTable table) {
        return "ALTER TABLE " + table.name() + " "
                + pick(List.of(
                        "ADD COLUMN more int DEFAULT 7",
                        "ADD COLUMN again text DEFAULT 'x'",
                        "ADD COLUMN none date",
                        "DROP COLUMN more",
                        "DROP COLUMN again",
                        "DROP COLUMN none",
                        "RENAME COLUMN more TO again",
                        "RENAME COLUMN again TO none"));
    }

    /** One statement, or a few that belong together. */
    List<String> next(RandomTable table) {
        return switch (random.nextInt(table.hasKey() ? 12 : 6)) {
            case 0, 1 -> List.of(insert(table));
            case 2, 3 -> List.of(update(table));
            case 4 -> List.of(delete(table, predicate(table)));
            case 5 -> deleteAndInsert(table);
            case 6, 7 -> List.of(updateKey(table));
            case 8 -> List.of(permuteKeys(table));
            case 9 -> swapKeys(table);
            case 10 -> List.of(table.kind() == Kind.DEFERRABLE ? update(table) : upsert(table));
            default -> List.of(merge(table));
        };
    }

    private String insert(RandomTable table) {
        return "INSERT INTO " + table.name() + " (" + table.columnList() + ") VALUES "
                + IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(row -> table.randomRow(random))
                        .collect(Collectors.joining(", "));
    }

    private String update(RandomTable table) {
        List<Column> columns = table.otherColumns();
        if (columns.isEmpty()) {
            return updateKey(table);
        }
        Column column = pick(columns);
        String value = random.nextInt(3) == 0 ? column.name() : column.values().random(random);
        return "UPDATE " + table.name() + " SET " + column.name() + " = " + value + " WHERE " + predicate(table);
    }

    private String updateKey(RandomTable table) {
        Column column = pick(table.keyColumns());
        return "UPDATE " + table.name() + " SET " + column.name() + " = "
                + column.values().random(random) + " WHERE " + predicate(table);
    }

    /** Meets keys that are not free yet: a deferrable key bears it, another only in some orders. */
    private String permuteKeys(RandomTable table) {
        Column column = pick(table.keyColumns());
        String value = switch (column.values()) {
            case ID -> pick(List.of("13 - id", "id + 1", "id - 1", "id % 12 + 1"));
            case REGION -> "(" + column.name() + " + 1) % 4";
            case WORD, NOTE, SMALL -> column.name() + " || 'x'";
        };
        return "UPDATE " + table.name() + " SET " + column.name() + " = " + value;
    }

    private List<String> swapKeys(RandomTable table) {
        if (table.key().size() > 1 || table.key().getFirst().equals("k")) {
            return List.of(updateKey(table));
        }
        int one = random.nextInt(1, 13);
        int other = random.nextInt(1, 13);
        String update = "UPDATE " + table.name() + " SET id = ";
        return List.of(
                update + "-1 WHERE id = " + one,
                update + one + " WHERE id = " + other,
                update + other + " WHERE id = -1");
    }

    private List<String> deleteAndInsert(RandomTable table) {
        String row = table.randomRow(random);
        String where = (table.hasKey() ? table.keyColumns() : table.columns())
                .stream().map(Column::name).collect(Collectors.joining(", ", "(", ")"));
        String selected = (table.hasKey()
                        ? table.key()
                        : table.columns().stream().map(Column::name).toList())
                .stream().collect(Collectors.joining(", "));
        String values = "(SELECT " + selected + " FROM (VALUES " + row + ") n (" + table.columnList() + "))";
        return List.of(
                delete(table, where + " = " + values),
                "INSERT INTO " + table.name() + " (" + table.columnList() + ") VALUES " + row);
    }

    private static String delete(RandomTable table, String predicate) {
        return "DELETE FROM " + table.name() + " WHERE " + predicate;
    }

    private String upsert(RandomTable table) {
        String action = "NOTHING";
        List<Column> others = table.otherColumns();
        if (!others.isEmpty() && random.nextInt(4) > 0) {
            String name = pick(others).name();
            action = "UPDATE SET " + name + " = EXCLUDED." + name
                    + (random.nextInt(3) == 0 ? " WHERE " + table.name() + "." + name + " IS NOT NULL" : "");
        }
        return insert(table) + " ON CONFLICT (" + String.join(", ", table.key()) + ") DO " + action;
    }

    private String merge(RandomTable table) {
        String on = table.key().stream()
                .map(column -> table.name() + "." + column + " = n." + column)
                .collect(Collectors.joining(" AND "));
        List<Column> others = table.otherColumns();
        String matched = others.isEmpty() || random.nextInt(3) == 0
                ? "DELETE"
                : "UPDATE SET " + others.getFirst().name() + " = n."
                        + others.getFirst().name();
        String values =
                table.columns().stream().map(column -> "n." + column.name()).collect(Collectors.joining(", "));
        return "MERGE INTO " + table.name() + " USING (VALUES " + table.randomRow(random) + ") n (" + table.columnList()
                + ") ON " + on + " WHEN MATCHED THEN " + matched + " WHEN NOT MATCHED THEN INSERT ("
                + table.columnList()
                + ") VALUES (" + values + ")";
    }

    private String predicate(RandomTable table) {
        Column column = pick(table.columns());
        return switch (random.nextInt(8)) {
            case 0 -> "true";
            case 1, 2 -> column.name() + " <= " + column.values().random(random);
            // Of equal rows one alone.
            case 3 -> "ctid IN (SELECT min(ctid) FROM " + table.name() + " GROUP BY tableoid)";
            default -> column.name() + " = " + column.values().random(random);
        };
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
