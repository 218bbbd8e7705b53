package dev.freshet.capture.database.attached;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.SqlFailures;
import dev.freshet.capture.database.Scripts;
import dev.freshet.capture.database.Sessions;
import dev.freshet.capture.database.attached.AttachedTable.Standing;
import dev.freshet.record.ClusterId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGProperty;

/**
 * A database on a server that Freshet does not own (PostgreSQL 14 to 18). Freshet reads as the role it was given: a
 * superuser's event trigger brings a new table into the publication within the DDL's own transaction; for any other role
 * {@link #attend}, called again and again, finds it. What is put into the database is in {@code attached/*.sql}, all of it
 * in the schema {@code freshet} beside the publication and the event triggers; {@link #detach} takes it out.
 *
 * <p>Users of the database come first. Whatever needs a lock on one of their tables waits half a second for it, and tries
 * again later.
 */
public final class AttachedDatabase {
    private final DatabaseAddress address;
    private final ClusterId cluster;

    /**
     * @param seal a secret that stays the same, with which Freshet knows its own notes in the log where it is no superuser
     */
    public AttachedDatabase(DatabaseAddress address, ClusterId cluster, String seal) {
        this.address = sealed(address, seal);
        this.cluster = cluster;
    }

    private static DatabaseAddress sealed(DatabaseAddress address, String seal) {
        if (!seal.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException("A seal is of letters and digits");
        }
        return address.with(PGProperty.OPTIONS.getName(), "-c freshet.seal=" + seal);
    }

    /** How capture is to reach it. */
    public DatabaseAddress address() {
        return address;
    }

    /**
     * Looks for everything that capture needs, and changes nothing.
     *
     * @throws CaptureException when the server is away or refuses
     */
    public Inspection inspect() {
        try (Connection connection = open()) {
            List<Finding> findings = new ArrayList<>(ServerFindings.of(connection));
            findings.addAll(Occupancy.of(connection, cluster));
            DdlWatch watch = EventTriggerProbe.probe(connection);
            if (findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.BLOCKS)) {
                findings.addAll(ReplicationProbe.of(address));
                findings.addAll(TableFindings.of(connection, watch));
            }
            if (watch == DdlWatch.POLLING) {
                findings.add(Finding.limits(
                        "The role may make no event trigger: a new table is found within seconds, and what is written to"
                                + " it before that is in no record.",
                        "Attach as a superuser."));
            }
            return new Inspection(watch, findings);
        } catch (SQLException e) {
            throw SqlFailures.failure("Inspecting " + address + " failed", e);
        }
    }

    /**
     * Puts in what capture needs, or brings it up to date, and then attends to the tables; repeatable.
     *
     * @param mends whether replica identities of tables that are there already may be changed
     * @param patience how long to try where tables are locked; those that stay so are attended to later
     * @throws CaptureException when the server is away or refuses
     */
    public List<AttachedTable> attach(boolean mends, Duration patience) throws InterruptedException {
        try (Connection connection = open()) {
            boolean isFirst = install(connection, EventTriggerProbe.probe(connection));
            attend(connection, mends, patience);
            if (isFirst) {
                execute(connection, "UPDATE freshet.attachment SET attached_at = clock_timestamp()");
            }
            return tables(connection);
        } catch (SQLException e) {
            throw SqlFailures.failure("Attaching " + address + " failed", e);
        }
    }

    /** Whether it was not there before. */
    private boolean install(Connection connection, DdlWatch watch) throws SQLException {
        connection.setAutoCommit(false);
        boolean isFirst;
        try (Statement statement = connection.createStatement()) {
            switch (watch) {
                case EVENT_TRIGGER -> {
                    // Its own DDL concerns no event trigger, neither Freshet's nor anybody's.
                    statement.execute("SET LOCAL session_replication_role = replica");
                    Scripts.run(connection, "seal.sql");
                }
                case POLLING -> Scripts.run(connection, "attached/session-seal.sql");
            }
            Scripts.run(connection, "notes.sql");
            statement.execute("CREATE OR REPLACE VIEW freshet.member AS " + MembersQuery.text(watch));
            Scripts.run(connection, "attached/attached.sql");
            isFirst = claim(connection);
            if (watch == DdlWatch.EVENT_TRIGGER) {
                Scripts.run(connection, "ddl.sql", "attached/triggers.sql");
            }
            Scripts.run(connection, "attached/publication.sql");
        }
        connection.commit();
        connection.setAutoCommit(true);
        return isFirst;
    }

    /** The first time, what is not right is written down: only the identities of other tables are changed unasked. */
    private boolean claim(Connection connection) throws SQLException {
        try (PreparedStatement claim =
                connection.prepareStatement("INSERT INTO freshet.attachment VALUES (?) ON CONFLICT DO NOTHING")) {
            claim.setString(1, cluster.value());
            if (claim.executeUpdate() == 0) {
                return false;
            }
        }
        execute(connection, """
                    INSERT INTO freshet.attached_table (relation, schema_name, table_name, left_out, keeps_identity)
                    SELECT relation, schema_name, table_name, coalesce(obstacle, 'IDENTITY'), true
                    FROM freshet.candidate WHERE NOT identity_right""");
        return true;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * Brings every table to where it should be, tells the log of those that changed, and answers how they stand.
     *
     * @throws CaptureException when the server is away or refuses
     */
    public List<AttachedTable> attend() throws InterruptedException {
        try (Connection connection = open()) {
            attend(connection, false, Duration.ZERO);
            return tables(connection);
        } catch (SQLException e) {
            throw SqlFailures.failure("Looking after the tables of " + address + " failed", e);
        }
    }

    private static void attend(Connection connection, boolean mends, Duration patience)
            throws SQLException, InterruptedException {
        beSilent(connection);
        LockPatience locks = new LockPatience(connection, patience);
        for (Long relation : relations(connection, pending(mends))) {
            locks.tryUntilDone("SELECT freshet.attend(" + relation + ", " + mends + ")");
        }
        locks.tryUntilDone("SELECT freshet.note_changes()");
    }

    /** What the session does to tables from here on sets off no event trigger, where there is one of Freshet's. */
    private static void beSilent(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('session_replication_role', 'replica', false)"
                    + " WHERE EXISTS (SELECT FROM pg_event_trigger WHERE evtname = 'freshet_after_ddl')");
        }
    }

    private static String pending(boolean mends) {
        String known = mends ? " UNION SELECT relation FROM freshet.attached_table WHERE keeps_identity" : "";
        return "SELECT relation FROM freshet.pending" + known + " ORDER BY 1";
    }

    private static List<Long> relations(Connection connection, String query) throws SQLException {
        List<Long> relations = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                relations.add(rows.getLong(1));
            }
        }
        return relations;
    }

    private static List<AttachedTable> tables(Connection connection) throws SQLException {
        String query = """
                SELECT format('%I.%I', schema_name, table_name), captured_since, captured_since > attached_at,
                       left_out
                FROM freshet.attached_table CROSS JOIN freshet.attachment ORDER BY 1""";
        List<AttachedTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                String leftOut = row.getString(4);
                Standing standing = leftOut == null
                        ? new Standing.Captured(
                                row.getObject(2, OffsetDateTime.class).toInstant(), !row.getBoolean(3))
                        : new Standing.LeftOut(Obstacle.valueOf(leftOut));
                tables.add(new AttachedTable(row.getString(1), standing));
            }
        }
        return tables;
    }

    /**
     * Takes out everything that Freshet put in, and puts replica identities back; repeatable. The slots are their CDC
     * streams' to drop, before.
     *
     * @return the statements that put replica identities back
     * @throws CaptureException when the server is away or refuses, or tables stay locked; the rest is done by the next call
     */
    public List<String> detach(Duration patience) throws InterruptedException {
        try (Connection connection = open()) {
            return Removal.of(connection, cluster, patience);
        } catch (SQLException e) {
            throw SqlFailures.failure("Taking Freshet's objects out of " + address + " failed", e);
        }
    }

    /** Names of tables are told with their schemas, whatever the role's search path is. */
    private Connection open() throws SQLException {
        Connection connection = Sessions.open(address);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            statement.execute("SET lock_timeout = '" + LockPatience.LOCK_TIMEOUT_MILLIS + "ms'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
