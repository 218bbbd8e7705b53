package dev.freshet.capture.database.attached;

import dev.freshet.record.ClusterId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Whose the names are that Freshet uses in a database: nobody's, this cluster's, or somebody else's. */
final class Occupancy {
    private Occupancy() {}

    static List<Finding> of(Connection connection, ClusterId cluster) throws SQLException {
        Optional<String> occupant = occupant(connection);
        if (occupant.isPresent()) {
            return occupant.get().equals(cluster.value())
                    ? List.of()
                    : List.of(Finding.blocks(
                            "The database is attached already, as cluster " + occupant.get() + ".",
                            "Detach it where it was attached, with: freshet detach " + occupant.get()));
        }
        if (exists(connection, "SELECT FROM pg_namespace WHERE nspname = 'freshet'")) {
            return List.of(Finding.blocks(
                    "The database has a schema freshet that no attaching made.",
                    "ALTER SCHEMA freshet RENAME TO …, or attach a database that is not Freshet's own."));
        }
        if (exists(connection, "SELECT FROM pg_publication WHERE pubname = 'freshet'")) {
            return List.of(Finding.blocks(
                    "The database has a publication freshet that no attaching made.",
                    "ALTER PUBLICATION freshet RENAME TO …;"));
        }
        return List.of();
    }

    /** The cluster that the database is attached as. */
    static Optional<String> occupant(Connection connection) throws SQLException {
        if (!exists(connection, "SELECT WHERE to_regclass('freshet.attachment') IS NOT NULL")) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT cluster FROM freshet.attachment")) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}
