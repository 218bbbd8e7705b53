package dev.freshet.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CollectingSink.Received;
import dev.freshet.record.EnvelopeReader;
import dev.freshet.record.RowChange;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Values of every type go through SQL into a table and come back from its change records; what the records must say is
 * computed by PostgreSQL. {@code -Dfreshet.long=true} makes a hundred times as many; {@code -Dfreshet.seed} repeats a run.
 */
class ColumnTypesRoundTripTest {
    private static final int ROWS = Boolean.getBoolean("freshet.long") ? 30_000 : 300;
    private static final int ROWS_PER_STATEMENT = 100;

    /** What fixes the text of the types that have no encoding of their own. */
    private static final String SETTINGS =
            "SET search_path = public; SET datestyle = ISO; SET intervalstyle = iso_8601; SET timezone = UTC;"
                    + " SET extra_float_digits = 1; SET bytea_output = hex; SET lc_monetary = 'C'";

    private final long seed = Long.getLong("freshet.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void documentedTypesAreWhatPostgresqlComputes() throws Exception {
        roundTrip(List.of(), TypedColumns.documented(), ROWS);
    }

    @Test
    void domainsAreWhatTheyAreBasedOnAndOtherTypesAreTheirText() throws Exception {
        List<TypedColumn> columns = new ArrayList<>(TypedColumns.domains());
        columns.addAll(TypedColumns.others());
        roundTrip(TypedColumns.TYPES, columns, 30);
    }

    private void roundTrip(List<String> types, List<TypedColumn> columns, int rows) throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start();
                Connection connection = database.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            database.executeAsSuperuser(types.toArray(String[]::new));
            statement.execute(SETTINGS);
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, "
                    + joined(columns, i -> name(i) + " " + columns.get(i).type()) + ")");
            for (int row = 0; row < rows; row += ROWS_PER_STATEMENT) {
                insert(columns, row, Math.min(rows, row + ROWS_PER_STATEMENT), statement);
            }

            List<String> images = images(database);
            statement.execute("SET search_path = pg_catalog");
            List<String> expected = expected(columns, statement);
            assertThat(images).as("seed %d", seed).hasSize(rows);
            for (int row = 0; row < rows; row++) {
                assertThat(images.get(row)).as("seed %d, row %d", seed, row).isEqualTo(expected.get(row));
            }
        }
    }

    private void insert(List<TypedColumn> columns, int from, int to, Statement statement) throws SQLException {
        List<String> rows = new ArrayList<>();
        for (int row = from; row < to; row++) {
            int number = row;
            rows.add("(" + row + ", " + joined(columns, i -> columns.get(i).value(number, random)) + ")");
        }
        statement.execute("INSERT INTO t VALUES " + String.join(", ", rows));
    }

    private static List<String> images(CapturedDatabase database) throws InterruptedException {
        List<String> images = new ArrayList<>();
        for (Received transaction : database.transactions()) {
            for (String record : transaction.records()) {
                RowChange change = (RowChange) EnvelopeReader.read(record.getBytes(StandardCharsets.UTF_8));
                images.add(String.valueOf(change.after()));
            }
        }
        return images;
    }

    private static List<String> expected(List<TypedColumn> columns, Statement statement) throws SQLException {
        String members = joined(
                columns,
                i -> "concat(',\"" + name(i) + "\":', coalesce((SELECT "
                        + columns.get(i).expected() + " FROM (SELECT " + name(i) + " AS v) x), 'null'))");
        String sql = "SELECT concat('{\"id\":', id, array_to_string(ARRAY[" + members
                + "], ''), '}') FROM public.t ORDER BY id";
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private interface ColumnText {
        String of(int column);
    }

    private static String joined(List<TypedColumn> columns, ColumnText text) {
        return String.join(
                ", ", IntStream.range(0, columns.size()).mapToObj(text::of).toList());
    }

    private static String name(int column) {
        return "c" + column;
    }

    /** One row for every 4,096 characters, and texts of lengths up to 5 MB. */
    @Test
    void textOfAllOfUnicodeAndEveryLengthIsWhatPostgresqlComputes() throws Exception {
        try (CapturedDatabase database = CapturedDatabase.start();
                Connection connection = database.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (id int PRIMARY KEY, c0 text)");
            statement.execute("INSERT INTO t SELECT block, string_agg(chr(block * 4096 + i), '' ORDER BY i)"
                    + " FROM generate_series(0, 271) block, generate_series(0, 4095) i"
                    + " WHERE block * 4096 + i > 0 AND block * 4096 + i NOT BETWEEN 55296 AND 57343 GROUP BY block");
            statement.execute("INSERT INTO t SELECT 1000 + length,"
                    + " left(repeat(E'a\"\\\\/\\x01\\té€😀', length), length) FROM generate_series(0, 40) length");
            statement.execute("INSERT INTO t SELECT 2000 + n, repeat(chr(9 + n), (10 ^ n)::int)"
                    + " FROM (SELECT n::int FROM generate_series(2, 6) n) lengths");
            statement.execute(
                    "INSERT INTO t VALUES (3000, repeat('0123456789', 500000))," + " (3001, repeat(E'\\\\', 4000000))");

            List<String> images = images(database);
            List<String> expected = expected(List.of(TypedColumn.of("text", TypedColumn.AS_TEXT, "''")), statement);
            assertThat(images).hasSize(272 + 41 + 5 + 2);
            for (int row = 0; row < images.size(); row++) {
                assertThat(images.get(row).equals(expected.get(row)))
                        .as("row %d is as expected", row)
                        .isTrue();
            }
        }
    }
}
