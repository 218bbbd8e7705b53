package dev.freshet.catalog;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What went wrong with a transaction, by SQLSTATE (PostgreSQL, appendix A), and how long to wait before the next attempt. */
final class TransactionPolicy {
    /** PostgreSQL lets one of those that collide through each time, so this many others may be in the way. */
    static final int ATTEMPTS_MAX = 20;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private TransactionPolicy() {}

    /** What a failure means for the transaction. */
    enum Failure {
        /** Another transaction was in the way: the same again may succeed. */
        COLLISION,
        /** The server is away: the outcome is unknown. */
        AWAY,
        /** Everything else, which is the caller's. */
        OTHER
    }

    static Failure failureOf(Throwable thrown) {
        SQLException cause = sqlCause(thrown);
        String state = cause == null ? null : cause.getSQLState();
        if (state == null) {
            return cause instanceof java.sql.SQLTransientConnectionException ? Failure.AWAY : Failure.OTHER;
        }
        return switch (state) {
            // serialization_failure, deadlock_detected
            case "40001", "40P01" -> Failure.COLLISION;
            // admin_shutdown, crash_shutdown, cannot_connect_now
            case "57P01", "57P02", "57P03" -> Failure.AWAY;
            default -> state.startsWith("08") ? Failure.AWAY : Failure.OTHER;
        };
    }

    /** Without chance: whoever loses waits, and the winner is gone by then. */
    static Duration pauseAfter(int failedAttempts) {
        Duration pause = Duration.ofMillis(1L << Math.min(failedAttempts, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static @Nullable SQLException sqlCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
