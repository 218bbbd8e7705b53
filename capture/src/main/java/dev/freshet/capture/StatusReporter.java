package dev.freshet.capture;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Tells PostgreSQL at intervals, and when asked to, how far capture has come. A thread of its own, so that a sink that
 * blocks for an hour does not make PostgreSQL give the connection up.
 */
final class StatusReporter implements AutoCloseable {
    /** What the reporter tells. */
    interface Progress {
        Lsn received();

        Lsn confirmed();
    }

    private final ReplicationConnection connection;
    private final Progress progress;
    private final Duration interval;
    private final InstantSource clock;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private boolean requested;

    /** Guarded by the lock. */
    private boolean closed;

    /** Written by the reporter's thread, read by the capture thread. */
    private volatile @Nullable SQLException failure;

    StatusReporter(
            ReplicationConnection connection,
            SlotName slot,
            Progress progress,
            Duration interval,
            InstantSource clock) {
        this.connection = connection;
        this.progress = progress;
        this.interval = interval;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("capture-status-" + slot).start(this::run);
    }

    /** Has a status sent soon. */
    void request() {
        lock.lock();
        try {
            requested = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Throws what made the reporter stop, if anything did. */
    void check() throws SQLException {
        SQLException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    private void run() {
        try {
            Wake wake = awaitNext();
            while (wake != Wake.CLOSED) {
                send(wake == Wake.TIME);
                wake = awaitNext();
            }
            send(false);
        } catch (SQLException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the reporter goes on: somebody asked, nobody did for the interval, or it is to end. */
    private enum Wake {
        REQUEST,
        TIME,
        CLOSED
    }

    /**
     * The server is asked for an answer at intervals only: it shows that the connection lives, and how far the log has come
     * while nothing in it is to be captured.
     */
    private void send(boolean replyWanted) throws SQLException {
        connection.sendStatus(
                progress.received(), progress.confirmed(), TransactionDecoder.unixNanos(clock.instant()), replyWanted);
    }

    private Wake awaitNext() throws InterruptedException {
        lock.lock();
        try {
            long nanos = interval.toNanos();
            while (!requested && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            Wake wake = closed ? Wake.CLOSED : requested ? Wake.REQUEST : Wake.TIME;
            requested = false;
            return wake;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a last status and ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = Thread.interrupted();
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
