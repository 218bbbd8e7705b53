package dev.freshet.capture;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's errors mean for capture: by SQLSTATE, and by text where one code has several meanings. */
public final class SqlFailures {
    private SqlFailures() {}

    /** @param doing what failed, as the beginning of a sentence */
    public static CaptureException failure(String doing, SQLException cause) {
        return new CaptureException(kind(cause), doing + ": " + cause.getMessage(), cause);
    }

    static CaptureException.Kind kind(SQLException failure) {
        String state = state(failure);
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (state == null || isConnection(state)) {
            return CaptureException.Kind.CONNECTION_LOST;
        }
        return switch (state) {
            // 55006: an earlier connection of ours still holds the slot; it ends by itself.
            case "55006", "53300" -> CaptureException.Kind.CONNECTION_LOST;
            case "42704" -> isAboutSlot(message) ? CaptureException.Kind.SLOT_LOST : CaptureException.Kind.REFUSED;
            // 55000 with another text: wal_level is too low.
            case "55000" -> isLostSlot(message) ? CaptureException.Kind.SLOT_LOST : CaptureException.Kind.REFUSED;
            case "58P01" -> CaptureException.Kind.SLOT_LOST;
            case "54000" -> CaptureException.Kind.POISONED_LOG;
            default ->
                isTooLargeForMemory(message) ? CaptureException.Kind.POISONED_LOG : CaptureException.Kind.REFUSED;
        };
    }

    private static @Nullable String state(SQLException failure) {
        return failure.getSQLState();
    }

    /** Class 08: connection; 57P: the server shuts down, crashed or starts up. */
    private static boolean isConnection(String state) {
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static boolean isAboutSlot(String message) {
        return message.contains("replication slot");
    }

    private static boolean isLostSlot(String message) {
        return isAboutSlot(message) && !message.contains("wal_level");
    }

    /** PostgreSQL's limit of 1 GB for one piece of memory, which a row's text may pass. */
    private static boolean isTooLargeForMemory(String message) {
        return message.contains("invalid memory alloc request size")
                || message.contains("Cannot enlarge string buffer");
    }
}
