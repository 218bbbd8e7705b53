package dev.freshet.capture;

import java.util.HashMap;
import java.util.Map;

/**
 * How to reach the database with the rights that capture needs (replication, and owner of its own objects).
 *
 * @param parameters of the driver's beside these, such as {@code sslmode}
 */
public record DatabaseAddress(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {
    public DatabaseAddress {
        parameters = Map.copyOf(parameters);
    }

    public DatabaseAddress(String host, int port, String database, String user, String password) {
        this(host, port, database, user, password, Map.of());
    }

    /** The same with one parameter more, or another value of it. */
    public DatabaseAddress with(String parameter, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(parameter, value);
        return new DatabaseAddress(host, port, database, user, password, changed);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + database;
    }
}
