package dev.freshet.capture;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A table that random transactions change. Values are few, so that rows meet again and again.
 *
 * @param key names of the primary key's columns in the table's order; empty when there is none
 * @param definition what follows the columns' names and types in {@code CREATE TABLE}, and statements after it
 */
record RandomTable(String name, List<Column> columns, List<String> key, Kind kind, String definition) {
    enum Kind {
        KEYED,
        DEFERRABLE,
        KEYLESS
    }

    /** What values a column takes, as SQL. */
    enum Values {
        ID("int") {
            @Override
            String random(RandomGenerator random) {
                return Integer.toString(random.nextInt(1, 13));
            }
        },
        SMALL("int") {
            @Override
            String random(RandomGenerator random) {
                return random.nextInt(8) == 0 ? "NULL" : Integer.toString(random.nextInt(4));
            }
        },
        REGION("int") {
            @Override
            String random(RandomGenerator random) {
                return Integer.toString(random.nextInt(4));
            }
        },
        WORD("text") {
            @Override
            String random(RandomGenerator random) {
                return List.of("''", "'a'", "'b'", "'ä€𝄞'", "E'\"\\\\\\n\\u0001'", "'null'")
                        .get(random.nextInt(6));
            }
        },
        /** Now and then long enough to be stored out of line. */
        NOTE("text") {
            @Override
            String random(RandomGenerator random) {
                return switch (random.nextInt(6)) {
                    case 0 -> "NULL";
                    case 1 -> "repeat('" + random.nextInt(3) + "', 2500)";
                    default -> "'n" + random.nextInt(3) + "'";
                };
            }
        };

        private final String type;

        Values(String type) {
            this.type = type;
        }

        abstract String random(RandomGenerator random);
    }

    /** A column and its values. */
    record Column(String name, Values values) {}

    /** One of each sort that capture treats in a way of its own. */
    static List<RandomTable> all() {
        return List.of(
                keyed(
                        "plain",
                        List.of("id"),
                        ", twice int GENERATED ALWAYS AS (v * 2) STORED, PRIMARY KEY (id))",
                        new Column("id", Values.ID),
                        new Column("v", Values.SMALL)),
                keyed(
                        "noted",
                        List.of("id"),
                        ", PRIMARY KEY (id)); ALTER TABLE noted ALTER note SET STORAGE EXTERNAL",
                        new Column("id", Values.ID),
                        new Column("v", Values.SMALL),
                        new Column("note", Values.NOTE)),
                keyed(
                        "composite",
                        List.of("a", "b"),
                        ", PRIMARY KEY (b, a))",
                        new Column("v", Values.SMALL),
                        new Column("a", Values.REGION),
                        new Column("w", Values.SMALL),
                        new Column("b", Values.WORD)),
                keyed("words", List.of("k"), ", PRIMARY KEY (k))", new Column("k", Values.WORD)),
                keyed(
                        "parent",
                        List.of("id"),
                        ", PRIMARY KEY (id))",
                        new Column("id", Values.ID),
                        new Column("v", Values.SMALL)),
                keyed(
                        "child",
                        List.of("id"),
                        ", PRIMARY KEY (id), FOREIGN KEY (p) REFERENCES parent ON DELETE CASCADE ON UPDATE CASCADE)",
                        new Column("id", Values.ID),
                        new Column("p", Values.ID)),
                keyed(
                        "orphan",
                        List.of("id"),
                        ", PRIMARY KEY (id), FOREIGN KEY (p) REFERENCES parent ON DELETE SET NULL ON UPDATE CASCADE)",
                        new Column("id", Values.ID),
                        new Column("p", Values.ID)),
                keyed(
                        "parted",
                        List.of("region", "id"),
                        ", PRIMARY KEY (region, id)) PARTITION BY LIST (region);" + partitions("parted"),
                        new Column("region", Values.REGION),
                        new Column("id", Values.REGION),
                        new Column("note", Values.NOTE)),
                new RandomTable(
                        "parted_by_value",
                        List.of(new Column("region", Values.REGION), new Column("v", Values.SMALL)),
                        List.of(),
                        Kind.KEYLESS,
                        ") PARTITION BY LIST (region);" + partitions("parted_by_value")
                                + "; ALTER TABLE parted_by_value_0 ADD PRIMARY KEY (region)"),
                new RandomTable(
                        "shifted",
                        List.of(new Column("id", Values.ID), new Column("v", Values.REGION)),
                        List.of("id"),
                        Kind.DEFERRABLE,
                        ", PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED)"),
                new RandomTable(
                        "keyless",
                        List.of(new Column("v", Values.REGION), new Column("w", Values.WORD)),
                        List.of(),
                        Kind.KEYLESS,
                        ")"));
    }

    private static RandomTable keyed(String name, List<String> key, String definition, Column... columns) {
        return new RandomTable(name, List.of(columns), key, Kind.KEYED, definition);
    }

    /** One without, one with another order of columns, which PostgreSQL turns into the root's. */
    private static String partitions(String root) {
        return "CREATE TABLE " + root + "_0 PARTITION OF " + root + " FOR VALUES IN (0, 1);" + "CREATE TABLE " + root
                + "_rest PARTITION OF " + root + " DEFAULT";
    }

    String create() {
        return columns.stream()
                        .map(column -> column.name() + " " + column.values().type)
                        .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ""))
                + definition;
    }

    boolean hasKey() {
        return !key.isEmpty();
    }

    List<Column> keyColumns() {
        return columns.stream().filter(column -> key.contains(column.name())).toList();
    }

    List<Column> otherColumns() {
        return columns.stream().filter(column -> !key.contains(column.name())).toList();
    }

    String columnList() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    /** A row in parentheses. */
    String randomRow(RandomGenerator random) {
        return columns.stream()
                .map(column -> column.values().random(random))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Override
    public String toString() {
        return name;
    }
}
