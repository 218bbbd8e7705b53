package dev.freshet.capture;

import java.sql.SQLException;

/** What {@code IDENTIFY_SYSTEM} says: the database cluster's identifier, and the timeline that the log is on. */
public record ServerIdentity(String systemIdentifier, int timeline) {
    /**
     * Asks the server.
     *
     * @throws CaptureException when it is away or refuses
     */
    public static ServerIdentity of(DatabaseAddress address) {
        try (ReplicationConnection connection = ReplicationConnection.open(address)) {
            return connection.identify();
        } catch (SQLException e) {
            throw SqlFailures.failure("Identifying the server of " + address + " failed", e);
        }
    }
}
