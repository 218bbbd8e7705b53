package dev.freshet.capture;

import dev.freshet.capture.database.AwaitableSocket;
import dev.freshet.capture.database.AwaitableSocket.Arrival;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.Sessions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;
import org.postgresql.util.PSQLState;

/**
 * A connection to a WAL sender (PostgreSQL 18, section 54.4). One thread reads; another may send a status meanwhile: the
 * driver lets one of them in at a time, and the reader waits for the next message outside of it.
 */
final class ReplicationConnection implements AutoCloseable {
    /** These make the text of values canonical, whatever the server's or the role's own settings are. */
    private static final List<String> SETTINGS = List.of(
            "datestyle = 'ISO'",
            "intervalstyle = 'iso_8601'",
            "timezone = 'UTC'",
            "extra_float_digits = 1",
            "bytea_output = 'hex'",
            "client_encoding = 'UTF8'",
            "search_path = 'pg_catalog'",
            "lc_monetary = 'C'");

    private static final int STATUS_BYTES = 34;

    private static final String CANNOT_CONNECT_NOW = "57P03";

    /** PostgreSQL's clock starts in 2000. */
    private static final long EPOCH_2000_MICROS = 946_684_800_000_000L;

    private final Connection connection;
    private final AwaitableSocket socket;
    private @Nullable CopyDual copy;

    private ReplicationConnection(Sessions.ReplicationSession session) {
        this.connection = session.connection();
        this.socket = session.socket();
    }

    /** For questions that are answered at once. */
    static ReplicationConnection open(DatabaseAddress address) throws SQLException {
        return open(address, CaptureConfig.DEFAULT_SILENCE);
    }

    /** @param silence how long the server may send nothing in the midst of an answer or a message */
    static ReplicationConnection open(DatabaseAddress address, Duration silence) throws SQLException {
        Sessions.ReplicationSession session = Sessions.openReplication(address, silence);
        Connection connection = session.connection();
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute("SET " + setting);
            }
            return new ReplicationConnection(session);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For queries before {@link #start}. */
    Connection connection() {
        return connection;
    }

    /**
     * Which server and timeline. A server in recovery counts as one that is away: it names the timeline that it is about to
     * leave, and a reader that it lets in is carried over to the next one without a word.
     */
    ServerIdentity identify() throws SQLException {
        if (isInRecovery()) {
            throw new SQLException(
                    "The server is in recovery, as a standby is or one that starts after a crash; it must be a primary",
                    CANNOT_CONNECT_NOW);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new ServerIdentity(row.getString("systemid"), row.getInt("timeline"));
        }
    }

    private boolean isInRecovery() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    TimelineHistory timelineHistory(int timeline) throws SQLException {
        if (timeline == 1) {
            return TimelineHistory.of(timeline);
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            return TimelineHistory.parse(timeline, row.getString("content"));
        }
    }

    /** Has the server send the log's transactions that committed after the position. */
    void start(SlotName slot, Lsn position) throws SQLException {
        copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyDual("START_REPLICATION SLOT " + slot + " LOGICAL " + position
                        + " (proto_version '1', publication_names '" + OwnedDatabase.PUBLICATION
                        + "', messages 'true')");
    }

    private CopyDual copy() {
        if (copy == null) {
            throw new IllegalStateException("Replication was not started");
        }
        return copy;
    }

    /** The next message if it has arrived, without waiting. */
    byte @Nullable [] poll() throws SQLException {
        return copy().readFromCopy(false);
    }

    /** Waits for the next message to begin to arrive, for as long as given; call when {@link #poll} had none. */
    Arrival await(Duration patience) throws SQLException {
        try {
            return socket.await(patience);
        } catch (IOException e) {
            throw new SQLException(
                    "The connection broke: " + e.getMessage(), PSQLState.CONNECTION_FAILURE.getState(), e);
        }
    }

    /** Whether the server ended the stream, as it does when it shuts down. */
    boolean isEnded() {
        return !copy().isActive();
    }

    /**
     * Tells the server what was received, and what it need not keep.
     *
     * @param nowNanos Unix time
     * @param replyWanted whether the server is to answer with a keepalive
     */
    void sendStatus(Lsn received, Lsn confirmed, long nowNanos, boolean replyWanted) throws SQLException {
        ByteBuffer status = ByteBuffer.allocate(STATUS_BYTES);
        status.put((byte) 'r')
                .putLong(received.value())
                .putLong(confirmed.value())
                .putLong(confirmed.value());
        status.putLong(nowNanos / 1000 - EPOCH_2000_MICROS).put((byte) (replyWanted ? 1 : 0));
        copy().writeToCopy(status.array(), 0, STATUS_BYTES);
        copy().flushCopy();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
