package dev.freshet.bench.stage;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.Sessions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Statements as superuser on the measured database. */
public final class Sql {
    private Sql() {}

    /** Each statement is a transaction. Commits do not wait for the disk: loading is not what is measured. */
    public static void execute(DatabaseAddress database, String... statements) {
        try (Connection connection = Sessions.open(database);
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            // The superuser is called as Freshet's own schema, which would come first.
            statement.execute("SET search_path = public");
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused: " + e.getMessage(), e);
        }
    }

    /** The first column of the first row. */
    public static String query(DatabaseAddress database, String sql) {
        try (Connection connection = Sessions.open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused: " + e.getMessage(), e);
        }
    }
}
