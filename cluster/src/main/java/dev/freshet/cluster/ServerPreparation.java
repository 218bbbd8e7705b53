package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** What Freshet does as superuser, over a connection, before others use the server. */
final class ServerPreparation {
    private static final String TIMEOUT_SECONDS = "10";

    private ServerPreparation() {}

    /**
     * Makes the role {@code admin} with the rights of DSQL's: it owns schema public, makes schemas and roles, and is no
     * superuser. Each step may be repeated, for a crash can come between any two.
     */
    static void prepare(ServerAddress address, ServerCredentials credentials) {
        Login admin = credentials.admin();
        try (Connection connection = connect(address, credentials.freshet());
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_roles WHERE rolname = '" + admin.user() + "'")) {
                if (!found.next()) {
                    statement.execute("CREATE ROLE " + admin.user() + " LOGIN CREATEROLE");
                }
            }
            // Sends the SCRAM verifier: the server never sees the password in a statement.
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(admin.user(), admin.password().toCharArray(), "scram-sha-256");
            giveDatabase(statement, PostgresServer.DATABASE, admin);
            statement.execute("REVOKE CONNECT ON DATABASE template1 FROM PUBLIC");
        } catch (SQLException e) {
            throw new ClusterException(Kind.REFUSED, "Server at " + address + " cannot be prepared: " + e, e);
        }
    }

    /** Lets the login own schema public of the database that the statement is connected to, and make schemas beside it. */
    static void giveDatabase(Statement statement, String database, Login login) throws SQLException {
        statement.execute("ALTER SCHEMA public OWNER TO " + login.user());
        statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        statement.execute("GRANT CREATE, CONNECT, TEMPORARY ON DATABASE " + database + " TO " + login.user());
    }

    /** Whether the server there is the one with this data directory and takes this login. */
    static boolean answers(ServerAddress address, Login superuser, Path data) {
        try (Connection connection = connect(address, superuser);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            return row.next() && row.getString(1).equals(data.toString());
        } catch (SQLException _) {
            // Why it does not answer makes no difference: it is stopped and started anew.
            return false;
        }
    }

    private static Connection connect(ServerAddress address, Login login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("loginTimeout", TIMEOUT_SECONDS);
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        properties.setProperty("ApplicationName", "freshet");
        // The driver itself, not DriverManager: that one would load and ask every driver on the class path.
        Connection connection = new Driver().connect(address.jdbcUrl(PostgresServer.DATABASE), properties);
        if (connection == null) {
            throw new SQLException("Not an address for the driver: " + address);
        }
        return connection;
    }
}
