package dev.freshet.app.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A connection with the settings that {@code freshet env} printed for psql; every statement is a transaction. */
final class Database implements AutoCloseable {
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    static Database connect(Shell shell) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", shell.variable("PGUSER"));
        properties.setProperty("password", shell.variable("PGPASSWORD"));
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        return new Database(DriverManager.getConnection(
                "jdbc:postgresql://%s:%s/%s"
                        .formatted(shell.variable("PGHOST"), shell.variable("PGPORT"), shell.variable("PGDATABASE")),
                properties));
    }

    /** Runs the statements one by one, and goes away. */
    static void run(Shell shell, String... statements) {
        try (Database database = connect(shell)) {
            for (String statement : statements) {
                database.execute(statement);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void execute(String statement) throws SQLException {
        try (Statement running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    /** The first column of all rows, as text. */
    List<String> query(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement running = connection.createStatement();
                ResultSet rows = running.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
