package dev.freshet.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A database that belongs to one test. */
public record TestDatabase(ServerAddress address, String name, Login superuser, Login admin) {
    public String jdbcUrl() {
        return address.jdbcUrl(name);
    }

    /** A new connection; the caller closes it. */
    public Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), login.user(), login.password());
    }

    /** Runs statements as superuser, each in a transaction of its own. */
    public void execute(String... statements) {
        run(superuser, statements);
    }

    /** Runs statements as the user's role, each in a transaction of its own. */
    public void executeAsAdmin(String... statements) {
        run(admin, statements);
    }

    private void run(Login login, String... statements) {
        try (Connection connection = connect(login);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("As " + login + " on " + name + ": " + e.getMessage(), e);
        }
    }
}
