package dev.freshet.capture.database;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.SlotName;
import dev.freshet.capture.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The transaction from which on a CDC stream delivers: it notes the schema of every table and the earliest time that
 * later transactions may have. A transaction that commits after {@link #raise} returns is delivered.
 */
public final class Fence {
    /** DDL in other transactions holds a fence up, and DDL behind a waiting fence must not wait for long. */
    private static final String LOCK_TIMEOUT = "500ms";

    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private Fence() {}

    /**
     * Writes the fence of this slot; repeatable. Waits while other transactions have done DDL and are not committed.
     *
     * @param latestNanos the latest {@code ts_ns} that the cluster's records are known to have, or 0
     * @return the fence's floor, nanoseconds of Unix time
     * @throws CaptureException when the server is away or refuses
     */
    public static long raise(DatabaseAddress address, SlotName slot, long latestNanos) throws InterruptedException {
        try (Connection connection = Sessions.open(address)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET lock_timeout = '" + LOCK_TIMEOUT + "'");
            }
            while (true) {
                try {
                    return raise(connection, slot, latestNanos);
                } catch (SQLException e) {
                    if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                        throw e;
                    }
                    Thread.sleep(PAUSE);
                }
            }
        } catch (SQLException e) {
            throw SqlFailures.failure("Writing the fence of slot " + slot + " failed", e);
        }
    }

    private static long raise(Connection connection, SlotName slot, long latestNanos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT freshet.raise_fence(?, ?)")) {
            statement.setString(1, slot.value());
            statement.setLong(2, latestNanos);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
