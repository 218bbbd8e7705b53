package dev.freshet.capture.database;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.SlotName;
import dev.freshet.capture.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A logical replication slot: made, inspected and dropped by SQL (PostgreSQL 18, sections 9.28.6 and 53.20). */
public final class ReplicationSlot {
    private static final String DUPLICATE_OBJECT = "42710";
    private static final String UNDEFINED_OBJECT = "42704";
    private static final String OBJECT_IN_USE = "55006";

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DatabaseAddress address;
    private final SlotName name;

    public ReplicationSlot(DatabaseAddress address, SlotName name) {
        this.address = address;
        this.name = name;
    }

    /**
     * What the server says of a slot.
     *
     * @param confirmed up to where its reader said to have everything
     * @param lost why it can be read no more; null while it can
     * @param retainedBytes of log that the server keeps for it
     * @param activePid of the process that reads it now, 0 for none
     */
    public record State(Lsn confirmed, @Nullable String lost, long retainedBytes, int activePid) {}

    /**
     * Makes the slot unless it exists, and answers its confirmed position. Waits until every transaction now open has
     * ended; an interrupt ends the wait.
     *
     * @throws CaptureException when the server is away or refuses
     */
    public Lsn create() throws InterruptedException {
        try (Connection connection = Sessions.open(address)) {
            createInterruptibly(connection);
            return inspect(connection)
                    .orElseThrow(() -> new CaptureException(
                            CaptureException.Kind.SLOT_LOST, "Slot " + name + " vanished as soon as it was made"))
                    .confirmed();
        } catch (SQLException e) {
            throw SqlFailures.failure("Making slot " + name + " failed", e);
        }
    }

    /** The driver's wait is deaf to interrupts, so another thread does it and this one cancels. */
    private void createInterruptibly(Connection connection) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            FutureTask<Boolean> creation = new FutureTask<>(() -> create(statement));
            Thread thread = Thread.ofVirtual().name("make-slot-" + name).start(creation);
            try {
                creation.get();
            } catch (InterruptedException e) {
                statement.cancel();
                thread.join();
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SQLException cause) {
                    throw cause;
                }
                throw new IllegalStateException("Making slot " + name, e.getCause());
            }
        }
    }

    /** Whether it was not there before. A slot of 17 and later follows the server to its standbys. */
    private boolean create(Statement statement) throws SQLException {
        int version = statement.getConnection().getMetaData().getDatabaseMajorVersion();
        String options = version >= 17 ? ", temporary => false, twophase => false, failover => true" : "";
        try {
            statement.execute("SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput'" + options + ")");
            return true;
        } catch (SQLException e) {
            if (DUPLICATE_OBJECT.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The slot's state; empty when there is no such slot. */
    public Optional<State> inspect() {
        try (Connection connection = Sessions.openBrief(address)) {
            return inspect(connection);
        } catch (SQLException e) {
            throw SqlFailures.failure("Inspecting slot " + name + " failed", e);
        }
    }

    /** The same on a connection of the caller's. */
    public Optional<State> inspect(Connection connection) throws SQLException {
        // As JSON, for the reason of an invalidation has a column of its own only from 17 on.
        String query = """
                SELECT confirmed_flush_lsn,
                       CASE WHEN to_jsonb(s) ->> 'invalidation_reason' IS NOT NULL
                                 THEN to_jsonb(s) ->> 'invalidation_reason'
                            WHEN wal_status = 'lost' THEN 'wal_removed' END,
                       pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint,
                       coalesce(active_pid, 0)
                FROM pg_replication_slots s WHERE slot_name = ?""";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String confirmed = row.getString(1);
                return Optional.of(new State(
                        confirmed == null ? new Lsn(0) : Lsn.parse(confirmed),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4)));
            }
        }
    }

    /** Drops the slot, ending whoever reads it; does nothing when there is none. */
    public void drop() throws InterruptedException {
        try (Connection connection = Sessions.openBrief(address)) {
            while (!tryDrop(connection)) {
                Optional<State> state = inspect(connection);
                if (state.isPresent() && state.get().activePid() != 0) {
                    terminate(connection, state.get().activePid());
                }
                Thread.sleep(PAUSE);
            }
        } catch (SQLException e) {
            throw SqlFailures.failure("Dropping slot " + name + " failed", e);
        }
    }

    /** False when it is being read. */
    private boolean tryDrop(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
            statement.setString(1, name.value());
            statement.execute();
            return true;
        } catch (SQLException e) {
            if (UNDEFINED_OBJECT.equals(e.getSQLState())) {
                return true;
            }
            if (OBJECT_IN_USE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static void terminate(Connection connection, int pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_terminate_backend(?)")) {
            statement.setInt(1, pid);
            statement.execute();
        }
    }

    /** The slots of this database whose names begin so. */
    public static List<SlotName> list(DatabaseAddress address, String prefix) {
        String query = "SELECT slot_name FROM pg_replication_slots"
                + " WHERE database = current_database() AND starts_with(slot_name, ?) ORDER BY 1";
        try (Connection connection = Sessions.openBrief(address);
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, prefix);
            List<SlotName> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(new SlotName(rows.getString(1)));
                }
            }
            return names;
        } catch (SQLException e) {
            throw SqlFailures.failure("Listing the slots of " + address + " failed", e);
        }
    }
}
