package dev.freshet.capture;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A column for round trips: what is inserted, and what PostgreSQL itself computes as the JSON to expect.
 *
 * @param expected SQL for the JSON text of a value {@code v} that is not null
 * @param edges values as SQL expressions
 * @param more makes further values as SQL expressions
 */
record TypedColumn(String type, String expected, List<String> edges, More more) {
    interface More {
        String value(RandomGenerator random);
    }

    /** Every type with an encoding of its own is text otherwise. */
    static final String AS_TEXT = "to_json(v::text)::text";

    /** Only the edges, at random. */
    static TypedColumn of(String type, String expected, String... edges) {
        List<String> values = List.of(edges);
        return new TypedColumn(type, expected, values, random -> oneOf(values, random));
    }

    static TypedColumn of(String type, String expected, More more, String... edges) {
        return new TypedColumn(type, expected, List.of(edges), more);
    }

    /** A value, or null, for the row: first the edges one after the other, then anything. */
    String value(int row, RandomGenerator random) {
        if (row < edges.size()) {
            return "(" + edges.get(row) + ")::" + type;
        }
        if (random.nextInt(12) == 0) {
            return "NULL";
        }
        return "(" + (random.nextInt(4) == 0 ? oneOf(edges, random) : more.value(random)) + ")::" + type;
    }

    private static String oneOf(List<String> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
