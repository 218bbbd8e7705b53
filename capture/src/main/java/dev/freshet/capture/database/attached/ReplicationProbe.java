package dev.freshet.capture.database.attached;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.Sessions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Whether a WAL sender can be reached: a pooler in between passes ordinary sessions only. */
final class ReplicationProbe {
    private ReplicationProbe() {}

    static List<Finding> of(DatabaseAddress address) {
        try (Connection connection = Sessions.openReplication(address);
                Statement statement = connection.createStatement()) {
            statement.execute("IDENTIFY_SYSTEM");
            return List.of();
        } catch (SQLException e) {
            return List.of(Finding.blocks(
                    "A replication connection to " + address + " is refused: " + e.getMessage(),
                    "Let pg_hba.conf admit the role as it admits ordinary sessions, and connect past any pooler."));
        }
    }
}
