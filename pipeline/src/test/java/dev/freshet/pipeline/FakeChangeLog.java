package dev.freshet.pipeline;

import dev.freshet.capture.CaptureException;
import dev.freshet.capture.CapturedTransaction;
import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.capture.SchemaDictionary;
import dev.freshet.capture.ServerIdentity;
import dev.freshet.capture.TransactionSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory: transactions at positions 10, 20, 30, …; a reader hands over those after its checkpoint, and says
 * that it is quiet whenever it has none left.
 */
final class FakeChangeLog implements ChangeLog {
    static final Instant COMMITTED = Instant.parse("2026-07-08T00:00:00Z");

    private static final ServerIdentity SERVER = new ServerIdentity("7400000000000000001", 1);
    private static final int STEP = 10;

    private final List<List<String>> transactions = new ArrayList<>();
    private final Queue<CaptureException> nextPrepares = new ArrayDeque<>();
    private final Queue<CaptureException> nextOpens = new ArrayDeque<>();
    private final List<Lsn> confirmed = new ArrayList<>();
    private int slots;
    private int opens;
    private @Nullable FakeReader reader;
    private boolean tellsQuiet = true;
    private boolean tellsQuietFirst;
    private CaptureException.Kind cut = CaptureException.Kind.CONNECTION_LOST;
    private int cuts;
    private int poisoned = -1;

    @Override
    public synchronized Checkpoint prepare() {
        CaptureException failure = nextPrepares.poll();
        if (failure != null) {
            throw failure;
        }
        slots = 1;
        return checkpoint(transactions.size());
    }

    @Override
    public synchronized Reader open(Checkpoint from, TransactionSink sink) {
        opens++;
        CaptureException failure = nextOpens.poll();
        if (failure != null) {
            throw failure;
        }
        reader = new FakeReader(sink, (int) (from.position().value() / STEP));
        return reader;
    }

    @Override
    public synchronized OptionalLong retainedBytes() {
        return slots == 0 ? OptionalLong.empty() : OptionalLong.of((long) transactions.size() * STEP);
    }

    @Override
    public synchronized void drop() {
        slots = 0;
    }

    synchronized void commit(String... records) {
        transactions.add(List.of(records));
        notifyAll();
    }

    /** From now on readers cannot get past this transaction, the first being 1. */
    synchronized void poison(int transaction) {
        poisoned = transaction;
    }

    private static CaptureException poisonedLog(int transaction) {
        PoisonedTransaction poisoned =
                new PoisonedTransaction(transaction, commitPosition(transaction), "table public.t");
        return new CaptureException(poisoned, "The fake cannot decode " + poisoned, new IllegalStateException());
    }

    /** Just before the transaction's end, which is the position of its checkpoint. */
    static Lsn commitPosition(int transaction) {
        return new Lsn((long) transaction * STEP - 1);
    }

    /** The reader that runs now fails so. */
    synchronized void cut(CaptureException.Kind kind) {
        cut = kind;
        cuts++;
        notifyAll();
    }

    synchronized void failNextPrepare(CaptureException.Kind kind) {
        nextPrepares.add(new CaptureException(kind, "The fake refuses a slot: " + kind));
    }

    synchronized void failNextOpen(CaptureException.Kind kind) {
        nextOpens.add(new CaptureException(kind, "The fake refuses to be read: " + kind));
    }

    /** As a server that sends no keepalives for a while. */
    synchronized void keepStill() {
        tellsQuiet = false;
    }

    /** As a server that sends a keepalive before each transaction. */
    synchronized void tellQuietFirst() {
        tellsQuietFirst = true;
    }

    synchronized boolean hasSlot() {
        return slots > 0;
    }

    /** Whether the reader opened last was told to end. */
    synchronized boolean isClosed() {
        return reader != null && reader.closed;
    }

    synchronized int opens() {
        return opens;
    }

    synchronized List<Lsn> confirmed() {
        return List.copyOf(confirmed);
    }

    Checkpoint checkpoint(int transactions) {
        return new Checkpoint(
                new Lsn((long) transactions * STEP), nanos(transactions), SchemaDictionary.empty(), SERVER);
    }

    private static long nanos(int transaction) {
        return COMMITTED.getEpochSecond() * 1_000_000_000L + transaction;
    }

    private final class FakeReader implements Reader {
        private final TransactionSink sink;
        private final int cutsBefore = cuts;
        private int next;
        private boolean quietTold;
        private boolean closed;

        FakeReader(TransactionSink sink, int next) {
            this.sink = sink;
            this.next = next;
        }

        @Override
        public void run() throws InterruptedException {
            while (handOverNext()) {
                quietTold = false;
            }
        }

        /** False when the reader is closed. */
        private boolean handOverNext() throws InterruptedException {
            List<String> records;
            synchronized (FakeChangeLog.this) {
                while (next >= transactions.size() && !closed) {
                    failIfCut();
                    if (tellsQuiet && !quietTold) {
                        quietTold = true;
                        sink.quiet(checkpoint(next));
                    }
                    FakeChangeLog.this.wait();
                }
                if (closed) {
                    return false;
                }
                failIfCut();
                if (tellsQuietFirst) {
                    sink.quiet(checkpoint(next));
                }
                if (next + 1 == poisoned) {
                    throw poisonedLog(poisoned);
                }
                records = transactions.get(next++);
            }
            sink.transaction(new FakeTransaction(records, checkpoint(next)));
            return true;
        }

        private void failIfCut() {
            if (cuts > cutsBefore) {
                throw new CaptureException(cut, "The fake cut the connection: " + cut);
            }
        }

        @Override
        public void confirm(Checkpoint checkpoint) {
            synchronized (FakeChangeLog.this) {
                confirmed.add(checkpoint.position());
            }
        }

        @Override
        public void close() {
            synchronized (FakeChangeLog.this) {
                closed = true;
                FakeChangeLog.this.notifyAll();
            }
        }
    }

    private record FakeTransaction(List<String> records, Checkpoint checkpoint) implements CapturedTransaction {
        @Override
        public long commitTimeNanos() {
            return checkpoint.lastCommitTimeNanos();
        }

        @Override
        public void forEachRecord(RecordConsumer consumer) throws InterruptedException {
            for (String record : records) {
                consumer.accept(record.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
