package dev.freshet.capture.database;

import dev.freshet.capture.DatabaseAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Connections to the captured database. */
public final class Sessions {
    private static final int CONNECT_SECONDS = 10;

    private Sessions() {}

    /** An ordinary connection, in autocommit mode. */
    public static Connection open(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(url(address), properties(address));
    }

    /** A connection to a WAL sender, which takes replication commands and simple queries. */
    public static Connection openReplication(DatabaseAddress address) throws SQLException {
        Properties properties = properties(address);
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        return DriverManager.getConnection(url(address), properties);
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

    private static Properties properties(DatabaseAddress address) {
        Properties properties = new Properties();
        properties.putAll(address.parameters());
        PGProperty.USER.set(properties, address.user());
        PGProperty.PASSWORD.set(properties, address.password());
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "freshet");
        return properties;
    }
}
