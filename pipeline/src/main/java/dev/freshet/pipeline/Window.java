package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The transactions that are handed over and not all delivered, in commit order. They are delivered in any order; the
 * checkpoint is that of the last one before which none is missing.
 *
 * <p>Quiet positions stand in the same line, as transactions without records: so one of them counts only when nothing
 * before it is outstanding.
 *
 * <p>Opened by the capture thread, signed by delivery's threads, emptied by the checkpoint thread; one lock guards all.
 */
final class Window {
    private final int capacity;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Condition end = lock.newCondition();
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    private @Nullable Checkpoint reached;
    private boolean reachedByTransaction;
    private boolean quietSeen;
    private long completedTransactions;
    private boolean closed;

    /** How far the log has been told of. */
    private Lsn furthest;

    /** How far nothing is missing. */
    private Lsn completed;

    /** @param from where the round begins: already durable */
    Window(Lsn from, int capacity) {
        this.furthest = from;
        this.completed = from;
        this.capacity = capacity;
    }

    /** A transaction whose delivery begins; blocks while too many are open. */
    Entry open(Checkpoint checkpoint) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (entries.size() >= capacity) {
                room.await();
            }
            Entry entry = new Entry(checkpoint, false);
            entries.add(entry);
            furthest = checkpoint.position();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** All its records are delivered. */
    void sign(Entry entry) {
        lock.lock();
        try {
            entry.signed = true;
            advance();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing up to there is left but what was opened before. A position behind one that was told before is nothing new:
     * PostgreSQL tells where its reading of the log stands, which after a start is before the checkpoint, and after a
     * commit can be before that commit.
     */
    void quiet(Checkpoint checkpoint) {
        lock.lock();
        try {
            if (checkpoint.position().isBefore(furthest)) {
                return;
            }
            furthest = checkpoint.position();
            quietSeen = true;
            Entry last = entries.peekLast();
            if (last != null && last.quiet) {
                entries.removeLast();
            }
            entries.add(new Entry(checkpoint, true));
            advance();
        } finally {
            lock.unlock();
        }
    }

    private void advance() {
        boolean moved = false;
        for (Entry head = entries.peek(); head != null && head.signed; head = entries.peek()) {
            entries.remove();
            reached = head.checkpoint;
            completed = head.checkpoint.position();
            reachedByTransaction |= !head.quiet;
            completedTransactions += head.quiet ? 0 : 1;
            moved = true;
        }
        if (moved) {
            progress.signalAll();
            room.signalAll();
        }
    }

    /**
     * Takes the checkpoint that was reached since the last call; waits for one that a transaction reached, or for the
     * time given, after which one reached by quiet alone will do. Empty when there is none, or the window was closed.
     */
    Optional<Checkpoint> take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!reachedByTransaction && !closed && nanos > 0) {
                nanos = progress.awaitNanos(nanos);
            }
            return takeReached();
        } finally {
            lock.unlock();
        }
    }

    /** The same without waiting. */
    Optional<Checkpoint> takeNow() {
        lock.lock();
        try {
            return takeReached();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Checkpoint> takeReached() {
        Optional<Checkpoint> taken = Optional.ofNullable(reached);
        reached = null;
        reachedByTransaction = false;
        return taken;
    }

    /** Waits for the time given, or until the window is closed. */
    void pause(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = duration.toNanos();
            while (!closed && nanos > 0) {
                nanos = end.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting of the checkpoint thread. */
    void close() {
        lock.lock();
        try {
            closed = true;
            progress.signalAll();
            end.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something was delivered since the beginning, or there was nothing to deliver. */
    boolean provesDelivery() {
        lock.lock();
        try {
            return completedTransactions > 0 || (quietSeen && entries.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** How far the log has been told of, delivered or not. */
    Lsn furthest() {
        lock.lock();
        try {
            return furthest;
        } finally {
            lock.unlock();
        }
    }

    /** Up to where nothing is missing. */
    Lsn completed() {
        lock.lock();
        try {
            return completed;
        } finally {
            lock.unlock();
        }
    }

    /** One transaction in the line; its fields are guarded by the window's lock. */
    static final class Entry {
        private final Checkpoint checkpoint;
        private final boolean quiet;
        private boolean signed;

        private Entry(Checkpoint checkpoint, boolean quiet) {
            this.checkpoint = checkpoint;
            this.quiet = quiet;
            this.signed = quiet;
        }
    }
}
