package dev.freshet.capture;

import dev.freshet.capture.database.AwaitableSocket.Arrival;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.capture.writeset.SpillFolder;
import dev.freshet.capture.writeset.WriteSet;
import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a slot from a checkpoint on, and hands each committed transaction to a sink.
 *
 * <p>{@link #run} works on the caller's thread until {@link #close} or a failure; a capture runs once, and after a failure
 * a new one goes on from the last durable checkpoint. {@link #confirm} and {@link #close} may be called from any thread.
 *
 * <p>Before it reads, it makes sure that nothing was lost since the checkpoint: the same server, on a timeline that has
 * the checkpoint's position; the slot there, readable, and not moved beyond what was confirmed.
 */
public final class Capture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** {@code XLogData}: kind, start, end, time, then the plugin's message. */
    private static final int DATA_HEADER_BYTES = 25;

    /** {@code Primary keepalive message}: kind, end, time, whether a reply is wanted. */
    private static final int KEEPALIVE_BYTES = 18;

    /** How long to wait for the server before looking whether to go on: what closing an idle capture may take. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final DatabaseAddress address;
    private final SlotName slot;
    private final ClusterId cluster;
    private final Checkpoint checkpoint;
    private final TransactionSink sink;
    private final CaptureConfig config;
    private final InstantSource clock;

    private final AtomicLong received;
    private final AtomicLong confirmed;
    private volatile boolean closed;
    private volatile @Nullable StatusReporter reporter;
    private volatile @Nullable TransactionDecoder decoder;

    /**
     * @param address as a role that may replicate and read Freshet's own objects
     * @param checkpoint the last durable one, or {@link Checkpoint#beforeFence} for a new slot
     */
    public Capture(
            DatabaseAddress address,
            SlotName slot,
            ClusterId cluster,
            Checkpoint checkpoint,
            TransactionSink sink,
            CaptureConfig config,
            InstantSource clock) {
        this.address = address;
        this.slot = slot;
        this.cluster = cluster;
        this.checkpoint = checkpoint;
        this.sink = sink;
        this.config = config;
        this.clock = clock;
        this.received = new AtomicLong(checkpoint.position().value());
        this.confirmed = new AtomicLong(checkpoint.position().value());
    }

    /**
     * Captures until {@link #close}.
     *
     * @throws CaptureException when it cannot go on
     * @throws InterruptedException when the thread was interrupted, here or in the sink
     */
    public void run() throws InterruptedException {
        SpillFolder spillFolder = new SpillFolder(config.spillFolder());
        try (ReplicationConnection connection = ReplicationConnection.open(address, config.silence());
                WriteSet writeSet = new WriteSet(config.memoryBytes(), spillFolder)) {
            spillFolder.clean();
            TransactionDecoder newDecoder = new TransactionDecoder(check(connection), sink, writeSet, clock);
            decoder = newDecoder;
            connection.start(slot, checkpoint.position());
            LOG.info("Capturing from slot {} at {}", slot, checkpoint.position());
            stream(connection, newDecoder);
        } catch (SQLException e) {
            // An interrupt closes the socket that a virtual thread reads, which looks like a connection that broke.
            if (Thread.interrupted()) {
                throw new InterruptedException("Reading slot " + slot + " was interrupted");
            }
            throw failure(e);
        } catch (IOException e) {
            throw new CaptureException(
                    CaptureException.Kind.SPILL_FAILED,
                    "The folder " + config.spillFolder() + " cannot be used: " + e,
                    e);
        }
    }

    /** Of a row that PostgreSQL cannot decode its message says neither the table nor the transaction. */
    private CaptureException failure(SQLException cause) {
        CaptureException failure = SqlFailures.failure("Reading slot " + slot + " of " + address, cause);
        TransactionDecoder current = decoder;
        if (failure.kind() != CaptureException.Kind.POISONED_LOG || current == null) {
            return failure;
        }
        return current.poisoned()
                .map(poisoned -> new CaptureException(
                        poisoned,
                        "PostgreSQL cannot decode a row of " + poisoned.table() + " in " + poisoned + ": "
                                + cause.getMessage(),
                        cause))
                .orElse(failure);
    }

    private TransactionDecoder.Setup check(ReplicationConnection connection) throws SQLException {
        ServerIdentity server = connection.identify();
        TimelineHistory timelines = connection.timelineHistory(server.timeline());
        new ContinuityCheck(slot, checkpoint)
                .check(
                        server,
                        timelines,
                        Lsn.parse(query(connection.connection(), "SELECT pg_current_wal_flush_lsn()")),
                        new ReplicationSlot(address, slot).inspect(connection.connection()));
        String notePrefix = query(connection.connection(), "SELECT freshet.note_prefix()");
        return new TransactionDecoder.Setup(
                cluster, address.database(), slot, checkpoint, server, timelines, notePrefix);
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void stream(ReplicationConnection connection, TransactionDecoder transactions)
            throws SQLException, InterruptedException {
        StatusReporter.Progress progress = new StatusReporter.Progress() {
            @Override
            public Lsn received() {
                return new Lsn(received.getAcquire());
            }

            @Override
            public Lsn confirmed() {
                return new Lsn(confirmed.getAcquire());
            }
        };
        try (StatusReporter status = new StatusReporter(connection, slot, progress, config.statusInterval(), clock)) {
            reporter = status;
            Duration silence = Duration.ZERO;
            while (!closed) {
                byte[] message = connection.poll();
                if (message != null) {
                    silence = Duration.ZERO;
                    receive(message, transactions, status);
                } else {
                    silence = awaitMore(connection, status) ? Duration.ZERO : silence.plus(LOOK_EVERY);
                    endIfTooLong(silence);
                }
            }
        } finally {
            reporter = null;
        }
    }

    /** Whether something has come. */
    private boolean awaitMore(ReplicationConnection connection, StatusReporter status)
            throws SQLException, InterruptedException {
        status.check();
        if (connection.isEnded()) {
            throw lost("ended the replication stream");
        }
        Arrival arrival = connection.await(LOOK_EVERY);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return switch (arrival) {
            case BYTES -> true;
            case NOTHING -> false;
            case END -> throw lost("closed the connection");
        };
    }

    private void endIfTooLong(Duration silence) {
        if (silence.compareTo(config.silence()) >= 0) {
            throw lost("has not answered for " + silence.toSeconds() + " s");
        }
    }

    private CaptureException lost(String what) {
        return new CaptureException(CaptureException.Kind.CONNECTION_LOST, "The server of " + address + " " + what);
    }

    private void receive(byte[] message, TransactionDecoder transactions, StatusReporter status)
            throws InterruptedException {
        if (message.length >= DATA_HEADER_BYTES && message[0] == 'w') {
            long position = (long) LONG.get(message, 1);
            transactions.accept(message, DATA_HEADER_BYTES, message.length, position);
            received.setRelease(position);
        } else if (message.length == KEEPALIVE_BYTES && message[0] == 'k') {
            keepalive(new Lsn((long) LONG.get(message, 1)), transactions);
            if (message[KEEPALIVE_BYTES - 1] != 0) {
                status.request();
            }
        } else {
            throw new CaptureException(
                    CaptureException.Kind.UNREADABLE_LOG,
                    "The server sent " + message.length + " bytes that are neither data nor a keepalive");
        }
    }

    /** Every transaction that committed before the position has been sent, when none is being sent. */
    private void keepalive(Lsn position, TransactionDecoder transactions) {
        if (!transactions.isInTransaction()) {
            received.setRelease(position.value());
            sink.quiet(transactions.checkpoint(position));
        }
    }

    /** Lets PostgreSQL forget the log up to here: the checkpoint with this position is durable. */
    public void confirm(Lsn position) {
        long before = confirmed.getAndAccumulate(position.value(), Capture::later);
        StatusReporter current = reporter;
        if (current != null && Long.compareUnsigned(before, position.value()) < 0) {
            current.request();
        }
    }

    private static long later(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? a : b;
    }

    public CaptureStatistics statistics() {
        TransactionDecoder current = decoder;
        return new CaptureStatistics(
                new Lsn(received.getAcquire()),
                new Lsn(confirmed.getAcquire()),
                current == null ? 0 : current.transactions(),
                current == null ? 0 : current.truncates(),
                current == null ? 0 : current.schemaGaps(),
                current == null ? 0 : current.spilledBytes());
    }

    /** Makes {@link #run} return soon, unless the sink holds it: that is the sink's owner's to end. */
    @Override
    public void close() {
        closed = true;
    }
}
