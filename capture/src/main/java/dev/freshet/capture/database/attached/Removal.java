package dev.freshet.capture.database.attached;

import dev.freshet.capture.CaptureException;
import dev.freshet.record.ClusterId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes Freshet's objects out of a database. The event triggers go first, or they would set the replica identities again
 * that are put back next; the schema, which remembers those, goes last. So it can be cut short anywhere and taken up.
 */
final class Removal {
    /** dependent_objects_still_exist, insufficient_privilege. */
    private static final Set<String> KEPT = Set.of("2BP01", "42501");

    private Removal() {}

    static List<String> of(Connection connection, ClusterId cluster, Duration patience)
            throws SQLException, InterruptedException {
        Optional<String> occupant = Occupancy.occupant(connection);
        if (occupant.isEmpty() || !occupant.get().equals(cluster.value())) {
            return List.of();
        }
        execute(connection, """
                DROP EVENT TRIGGER IF EXISTS freshet_after_ddl;
                DROP EVENT TRIGGER IF EXISTS freshet_after_drop;
                DROP PUBLICATION IF EXISTS freshet;""");
        List<String> restored = restore(connection, new LockPatience(connection, patience));
        execute(connection, "DROP SCHEMA freshet CASCADE");
        dropSeal(connection);
        return restored;
    }

    private static List<String> restore(Connection connection, LockPatience locks)
            throws SQLException, InterruptedException {
        List<String> restored = new ArrayList<>();
        for (String relation : values(connection, "SELECT relation FROM freshet.former_identity ORDER BY 1")) {
            LockPatience.Outcome outcome =
                    locks.tryUntilDone("SELECT freshet.restore_identity(" + Long.parseLong(relation) + ")");
            if (!outcome.done()) {
                throw new CaptureException(
                        CaptureException.Kind.REFUSED,
                        "The replica identity of " + name(connection, relation)
                                + " cannot be put back while others hold locks on the table; end their transactions, and"
                                + " detaching goes on");
            }
            if (outcome.value() != null) {
                restored.add("ALTER TABLE ONLY " + name(connection, relation) + " REPLICA IDENTITY " + outcome.value()
                        + ";");
            }
        }
        return restored;
    }

    private static String name(Connection connection, String relation) throws SQLException {
        return values(connection, "SELECT " + Long.parseLong(relation) + "::regclass")
                .getFirst();
    }

    /** The role is the server's: another attached database may still need it, and a plain role never made it. */
    private static void dropSeal(Connection connection) throws SQLException {
        if (values(connection, "SELECT rolname FROM pg_roles WHERE rolname = 'freshet_seal'")
                .isEmpty()) {
            return;
        }
        try {
            execute(connection, "DROP ROLE freshet_seal");
        } catch (SQLException e) {
            if (!KEPT.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> values(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
