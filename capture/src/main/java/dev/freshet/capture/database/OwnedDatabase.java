package dev.freshet.capture.database;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.SqlFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database on a server that Freshet owns. What capture needs there is in {@code owned.sql}: a publication of all
 * tables, event triggers that keep every table's replica identity right and note its schema in the log, and refusals of
 * what cannot be captured.
 */
public final class OwnedDatabase {
    /** The publication that every slot of Freshet's reads. */
    public static final String PUBLICATION = "freshet";

    private final DatabaseAddress superuser;

    /** @param superuser how to reach the database as superuser */
    public OwnedDatabase(DatabaseAddress superuser) {
        this.superuser = superuser;
    }

    /**
     * Makes the database ready for capture; repeatable.
     *
     * @throws CaptureException when the server is away or refuses
     */
    public void prepare() {
        try (Connection connection = Sessions.open(superuser);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script());
            connection.commit();
        } catch (SQLException e) {
            throw SqlFailures.failure("Preparing " + superuser + " for capture failed", e);
        }
    }

    private static String script() {
        try (InputStream script = OwnedDatabase.class.getResourceAsStream("owned.sql")) {
            if (script == null) {
                throw new IllegalStateException("owned.sql is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading owned.sql", e);
        }
    }
}
