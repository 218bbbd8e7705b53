package dev.freshet.capture.database.attached;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Whether the role may have event triggers that look after tables. A superuser may; services give some of it to roles of
 * theirs, so it is tried, in a transaction that is taken back.
 */
final class EventTriggerProbe {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private EventTriggerProbe() {}

    static DdlWatch probe(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL session_replication_role = replica");
            statement.execute("SELECT rolpassword FROM pg_authid LIMIT 1");
            statement.execute("""
                    CREATE FUNCTION pg_temp.freshet_probe() RETURNS event_trigger
                    LANGUAGE plpgsql SECURITY DEFINER SET session_replication_role = replica
                    AS 'BEGIN END'""");
            statement.execute("CREATE EVENT TRIGGER freshet_probe ON ddl_command_end"
                    + " EXECUTE FUNCTION pg_temp.freshet_probe()");
            return DdlWatch.EVENT_TRIGGER;
        } catch (SQLException e) {
            if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                return DdlWatch.POLLING;
            }
            throw e;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
