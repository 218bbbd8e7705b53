package dev.freshet.capture.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** SQL that lies beside the classes. */
public final class Scripts {
    private Scripts() {}

    /** Runs the scripts one after the other, within the connection's transaction. */
    public static void run(Connection connection, String... names) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String name : names) {
                statement.execute(read(name));
            }
        }
    }

    /** @param name within this package's folder of resources, such as {@code owned.sql} */
    public static String read(String name) {
        try (InputStream script = Scripts.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + name, e);
        }
    }
}
