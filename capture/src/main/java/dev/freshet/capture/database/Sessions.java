package dev.freshet.capture.database;

import dev.freshet.capture.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Connections to the captured database. */
public final class Sessions {
    private static final int CONNECT_SECONDS = 10;

    /** How long a server may take to begin a session, and to answer in a brief one. */
    private static final int ANSWER_SECONDS = 60;

    private Sessions() {}

    /** An ordinary connection, in autocommit mode, whose statements may take any time. */
    public static Connection open(DatabaseAddress address) throws SQLException {
        Connection connection = openBrief(address);
        connection.setNetworkTimeout(Runnable::run, 0);
        return connection;
    }

    /** The same for statements that are answered at once, or never because the server cannot be reached. */
    public static Connection openBrief(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(url(address), properties(address, Duration.ofSeconds(ANSWER_SECONDS)));
    }

    /** A connection to a WAL sender for questions that are answered at once. */
    public static Connection openReplication(DatabaseAddress address) throws SQLException {
        return openReplication(address, Duration.ofSeconds(ANSWER_SECONDS)).connection();
    }

    /** A connection to a WAL sender, with the socket that it goes over. */
    public record ReplicationSession(Connection connection, AwaitableSocket socket) {}

    /**
     * Connects to a WAL sender, which takes replication commands and simple queries.
     *
     * @param silence how long the server may send nothing in the midst of an answer or a message
     */
    public static ReplicationSession openReplication(DatabaseAddress address, Duration silence) throws SQLException {
        Properties properties = properties(address, silence);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.SOCKET_FACTORY.set(properties, AwaitableSockets.class.getName());
        // The driver makes one for each address that a host's name has; the last is the one that it connected.
        Deque<AwaitableSocket> sockets = new ArrayDeque<>();
        Connection connection = ScopedValue.where(AwaitableSockets.OPENER, sockets::add)
                .call(() -> DriverManager.getConnection(url(address), properties));
        return new ReplicationSession(connection, sockets.getLast());
    }

    private static String url(DatabaseAddress address) {
        return "jdbc:postgresql://" + host(address.host()) + ":" + address.port() + "/" + encoded(address.database());
    }

    /** An address of IPv6 stands in brackets. */
    private static String host(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static Properties properties(DatabaseAddress address, Duration silence) {
        Properties properties = new Properties();
        properties.putAll(address.parameters());
        PGProperty.USER.set(properties, address.user());
        PGProperty.PASSWORD.set(properties, address.password());
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) Math.max(1, silence.toSeconds()));
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "freshet");
        return properties;
    }
}
