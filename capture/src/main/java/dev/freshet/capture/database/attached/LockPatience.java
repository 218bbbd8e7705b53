package dev.freshet.capture.database.attached;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements that need locks on users' tables. Who waits for such a lock holds up everybody behind; so each waits shortly
 * (the session's {@code lock_timeout}) and is tried again after a pause in which others pass, as long as patience lasts.
 */
final class LockPatience {
    static final int LOCK_TIMEOUT_MILLIS = 500;

    private static final Duration PAUSE = Duration.ofMillis(300);

    /** lock_not_available, deadlock_detected, object_in_use. */
    private static final Set<String> BUSY = Set.of("55P03", "40P01", "55006");

    private final Connection connection;
    private final long deadlineNanos;

    LockPatience(Connection connection, Duration patience) {
        this.connection = connection;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** @param value the first column of the first row, as text */
    record Outcome(boolean done, @Nullable String value) {
        private static final Outcome BUSY = new Outcome(false, null);
    }

    /** Each try in a transaction of its own; at least one. Not done when the table stayed locked. */
    Outcome tryUntilDone(String query) throws SQLException, InterruptedException {
        while (true) {
            Outcome outcome = tryOnce(query);
            if (outcome.done() || System.nanoTime() - deadlineNanos > 0) {
                return outcome;
            }
            Thread.sleep(PAUSE);
        }
    }

    private Outcome tryOnce(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return new Outcome(true, row.next() ? row.getString(1) : null);
        } catch (SQLException e) {
            if (BUSY.contains(String.valueOf(e.getSQLState()))) {
                return Outcome.BUSY;
            }
            throw e;
        }
    }
}
