package dev.freshet.capture;

import dev.freshet.capture.NetEffect.Expected;
import dev.freshet.capture.NetEffect.Snapshot;
import dev.freshet.capture.NetEffect.Touch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/**
 * One user who does one random transaction after the other. Each that is to be committed writes its number into table
 * {@code marker}, by which its records are found again.
 */
final class RandomTransactions implements AutoCloseable {
    /** A committed transaction: its number, what it did, what must come of it. */
    record Committed(int number, List<String> statements, Expected expected) {}

    private static final List<RandomTable> TABLES = RandomTable.all();

    /** The model follows rows of these through DDL, by their keys. */
    private static final List<RandomTable> KEYED =
            TABLES.stream().filter(RandomTable::hasKey).toList();

    private final Connection connection;
    private final Statement statement;
    private final RandomGenerator random;
    private final RandomStatements statements;
    private final List<Touch> touches = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private Snapshot before = new Snapshot(Map.of());

    /** @param connection as the user's role; closed with this */
    RandomTransactions(Connection connection, RandomGenerator random) throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.random = random;
        this.statements = new RandomStatements(random);
        statement.execute("CREATE TABLE marker (number int PRIMARY KEY)");
        for (RandomTable table : TABLES) {
            statement.execute(table.create());
        }
        connection.setAutoCommit(false);
        connection.unwrap(PGConnection.class).setAutosave(AutoSave.ALWAYS);
    }

    List<Committed> run(int transactions) throws SQLException {
        List<Committed> committed = new ArrayList<>();
        for (int number = 0; number < transactions; number++) {
            touches.clear();
            done.clear();
            if (attempt(number)) {
                Snapshot after = snapshot();
                committed.add(new Committed(number, List.copyOf(done), NetEffect.of(before, after, touches)));
                before = after;
            }
        }
        return committed;
    }

    /** Whether it was committed. */
    private boolean attempt(int number) throws SQLException {
        statement.execute("INSERT INTO marker VALUES (" + number + ")");
        List<RandomTable> favourites =
                List.of(statements.pick(TABLES), statements.pick(TABLES), statements.pick(TABLES));
        changeSome(favourites, 0);
        apply("DELETE FROM shifted d WHERE EXISTS (SELECT FROM shifted e WHERE e.id = d.id AND e.ctid > d.ctid)");
        if (random.nextInt(10) == 0) {
            connection.rollback();
            return false;
        }
        connection.commit();
        return true;
    }

    private void changeSome(List<RandomTable> tables, int depth) throws SQLException {
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            if (depth < 2 && random.nextInt(6) == 0) {
                changeWithinSavepoint(tables, depth);
            } else if (random.nextInt(20) == 0) {
                applyDdl(statements.nextDdl(statements.pick(KEYED)));
            } else {
                for (String sql : statements.next(statements.pick(tables))) {
                    apply(sql);
                }
            }
        }
    }

    private void changeWithinSavepoint(List<RandomTable> tables, int depth) throws SQLException {
        int mark = touches.size();
        execute("SAVEPOINT s" + depth);
        changeSome(tables, depth + 1);
        if (random.nextBoolean()) {
            execute("ROLLBACK TO s" + depth);
            touches.subList(mark, touches.size()).clear();
        } else {
            execute("RELEASE s" + depth);
        }
    }

    private void execute(String sql) throws SQLException {
        statement.execute(sql);
        done.add(sql);
    }

    private void applyDdl(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            done.add(sql + " -- failed: " + e.getMessage());
        }
    }

    /** Runs a statement that may fail, and remembers the rows it touched, by foreign keys too. */
    private void apply(String sql) throws SQLException {
        RandomTable table = tableOf(sql);
        Map<String, List<Touch>> dependents = table.name().equals("parent") ? dependents() : Map.of();
        String first = table.columns().getFirst().name();
        try (ResultSet rows = statement.executeQuery(
                sql + " RETURNING" + image("old") + "," + image("new") + ", old.tableoid <> new.tableoid, old." + first
                        + " IS DISTINCT FROM new." + first + ", old." + first)) {
            List<Touch> fresh = new ArrayList<>();
            while (rows.next()) {
                fresh.add(new Touch(table, rows.getString(1), rows.getString(2), rows.getBoolean(3)));
                String old = rows.getString(5);
                if (old != null && rows.getBoolean(4)) {
                    fresh.addAll(dependents.getOrDefault(old, List.of()));
                }
            }
            touches.addAll(fresh);
            done.add(sql + " -- " + fresh);
        } catch (SQLException e) {
            done.add(sql + " -- failed: " + e.getMessage());
        }
    }

    /** Null where the statement had no such row. */
    private static String image(String row) {
        return " CASE WHEN " + row + ".ctid IS NOT NULL THEN to_json(" + row + ".*)::text END";
    }

    private static RandomTable tableOf(String sql) {
        String name = sql.split(" ", 5)[sql.startsWith("UPDATE") ? 1 : 2];
        return TABLES.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The rows that refer to each row of {@code parent}, by its key. */
    private Map<String, List<Touch>> dependents() throws SQLException {
        Map<String, List<Touch>> dependents = new HashMap<>();
        for (RandomTable table : TABLES) {
            if (table.columns().stream().anyMatch(column -> column.name().equals("p"))) {
                try (ResultSet rows = statement.executeQuery(
                        "SELECT p, to_json(t)::text FROM " + table.name() + " t WHERE p IS NOT NULL")) {
                    while (rows.next()) {
                        dependents
                                .computeIfAbsent(rows.getString(1), p -> new ArrayList<>())
                                .add(new Touch(table, rows.getString(2), null, false));
                    }
                }
            }
        }
        return dependents;
    }

    private Snapshot snapshot() throws SQLException {
        Map<RandomTable, List<String>> rows = new HashMap<>();
        String query = TABLES.stream()
                .map(table -> "SELECT '" + table.name() + "', to_json(t)::text FROM " + table.name() + " t")
                .collect(Collectors.joining(" UNION ALL "));
        try (ResultSet all = statement.executeQuery(query)) {
            while (all.next()) {
                String name = all.getString(1);
                RandomTable table = TABLES.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                rows.computeIfAbsent(table, one -> new ArrayList<>()).add(all.getString(2));
            }
        }
        connection.commit();
        return new Snapshot(rows);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
