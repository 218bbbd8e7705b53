package dev.freshet.capture.database;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A database on a server that Freshet owns. What capture needs there is in {@code owned.sql} and the scripts before it:
 * a publication of all tables, event triggers that keep every table's replica identity right and note its schema in the
 * log, and refusals of what cannot be captured.
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
        try (Connection connection = Sessions.open(superuser)) {
            connection.setAutoCommit(false);
            Scripts.run(connection, "seal.sql", "notes.sql", "ddl.sql", "owned.sql");
            connection.commit();
        } catch (SQLException e) {
            throw SqlFailures.failure("Preparing " + superuser + " for capture failed", e);
        }
    }
}
