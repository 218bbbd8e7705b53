package dev.freshet.capture;

import dev.freshet.capture.pgoutput.MalformedMessageException;
import dev.freshet.capture.pgoutput.PgOutputReader;
import dev.freshet.capture.pgoutput.ReplicationMessage;
import dev.freshet.capture.pgoutput.ReplicationMessage.Begin;
import dev.freshet.capture.pgoutput.ReplicationMessage.Commit;
import dev.freshet.capture.pgoutput.ReplicationMessage.Delete;
import dev.freshet.capture.pgoutput.ReplicationMessage.Insert;
import dev.freshet.capture.pgoutput.ReplicationMessage.LogicalMessage;
import dev.freshet.capture.pgoutput.ReplicationMessage.Origin;
import dev.freshet.capture.pgoutput.ReplicationMessage.Relation;
import dev.freshet.capture.pgoutput.ReplicationMessage.Truncate;
import dev.freshet.capture.pgoutput.ReplicationMessage.Type;
import dev.freshet.capture.pgoutput.ReplicationMessage.Update;
import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.schema.LogNote;
import dev.freshet.capture.schema.LogTables;
import dev.freshet.capture.schema.SchemaJson;
import dev.freshet.capture.schema.UnreadableRowException;
import dev.freshet.capture.writeset.WriteSet;
import dev.freshet.record.ClusterId;
import dev.freshet.record.OversizedTextException;
import dev.freshet.record.TransactionId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's messages into transactions of change records: the engine of capture. Owned by the capture thread.
 *
 * <p>PostgreSQL sends one committed transaction after the other, in the order of their commits: begin, the rows in the
 * order of their changes, commit. Before the first row of a table, and after each change of the table, comes a relation
 * message; between them come Freshet's own notes, written by the event trigger in the transaction that did the DDL. So at
 * every row the tables are known as they were for that row ({@link LogTables}).
 *
 * <p>A row goes into the write set at once, and nothing of the message is kept. At the commit the write set has come to
 * what the transaction did to each row, and is handed to the sink as records; the sink may block, and then nothing more is
 * read. The commit's time, position and number are known from the begin message on, so the transaction's identity
 * does not depend on what was read before: a transaction that is read again gives the same records.
 *
 * <p>Commit times of PostgreSQL are neither unique nor in the log's order. The time of a record is the commit time or one
 * more than the last transaction's, whichever is later; the last one is part of each checkpoint. A transaction without
 * captured rows does not count, for PostgreSQL may leave it out. Those before the fence that are not delivered
 * do count: a commit time may lie a little after that of a later commit, the fence's too, and an older stream of the cluster
 * has given it.
 */
final class TransactionDecoder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionDecoder.class);

    /** PostgreSQL's clock starts in 2000. */
    private static final long EPOCH_2000_MICROS = 946_684_800_000_000L;

    /** What the decoder knows before the first message. */
    record Setup(
            ClusterId cluster,
            String database,
            SlotName slot,
            Checkpoint checkpoint,
            ServerIdentity server,
            TimelineHistory timelines,
            String notePrefix) {}

    private final Setup setup;
    private final TransactionSink sink;
    private final WriteSet writeSet;
    private final InstantSource clock;
    private final PgOutputReader reader = new PgOutputReader();
    private final LogTables tables;

    private SchemaDictionary schema;
    private boolean schemaChanged;
    private boolean delivering;
    private long lastTimeNanos;

    private @Nullable Begin begin;

    /** The table that the last message described: its row comes next. */
    private @Nullable Relation announced;

    private boolean fenceMet;
    private long fenceFloorNanos;
    private boolean rowsBeforeFence;

    /** Tables that the transaction truncates when they have no rows. */
    private final Set<Integer> emptied = new HashSet<>();

    private final LongAdder transactions = new LongAdder();
    private final LongAdder truncates = new LongAdder();
    private final LongAdder spilledBytes = new LongAdder();

    TransactionDecoder(Setup setup, TransactionSink sink, WriteSet writeSet, InstantSource clock) {
        this.setup = setup;
        this.sink = sink;
        this.writeSet = writeSet;
        this.clock = clock;
        this.schema = setup.checkpoint().schema();
        this.tables = new LogTables(setup.cluster(), setup.database(), schema.tables());
        this.delivering = !setup.checkpoint().isBeforeFence();
        this.lastTimeNanos = setup.checkpoint().lastCommitTimeNanos();
    }

    /**
     * Takes the next message.
     *
     * @throws CaptureException when it cannot be understood or kept
     */
    void accept(byte[] bytes, int from, int to, long position) throws InterruptedException {
        try {
            handle(reader.read(bytes, from, to));
        } catch (MalformedMessageException e) {
            throw new CaptureException(
                    CaptureException.Kind.UNREADABLE_LOG,
                    "At " + place(position) + e.place().map(this::place).orElse("") + ": " + e.getMessage(),
                    e);
        } catch (UnreadableRowException e) {
            CaptureException.Kind kind = e.getCause() instanceof OversizedTextException
                    ? CaptureException.Kind.POISONED_LOG
                    : CaptureException.Kind.UNREADABLE_LOG;
            throw new CaptureException(kind, "At " + place(position) + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CaptureException(
                    CaptureException.Kind.SPILL_FAILED,
                    "Keeping the large transaction at " + place(position) + " on disk failed: " + e,
                    e);
        }
    }

    private String place(long logPosition) {
        Lsn position = new Lsn(logPosition);
        Begin current = begin;
        return current == null
                ? "position " + position
                : "position " + position + " in transaction " + Integer.toUnsignedString(current.xid())
                        + " that commits at " + new Lsn(current.commitPosition());
    }

    private String place(MalformedMessageException.Place row) {
        Relation relation = tables.relation(row.relationOid());
        if (relation == null) {
            return ", in a row of the table with oid " + Integer.toUnsignedString(row.relationOid());
        }
        boolean isColumn = row.column() < relation.columns().size();
        String column = isColumn ? relation.columns().get(row.column()).name() : Integer.toString(row.column());
        return ", in column " + column + " of table " + relation.schema() + "." + relation.table();
    }

    private void handle(ReplicationMessage message) throws IOException, InterruptedException {
        announced = message instanceof Relation relation ? relation : null;
        switch (message) {
            case Insert insert -> insert(insert);
            case Update update -> update(update);
            case Delete delete -> delete(delete);
            case Begin start -> begin(start);
            case Commit commit -> commit(commit);
            case Relation relation -> tables.define(relation);
            case Type type -> tables.define(type);
            case LogicalMessage note -> note(note);
            case Truncate truncate -> truncate(truncate);
            case Origin origin -> {} // where a transaction came from first changes nothing
        }
    }

    private void begin(Begin start) {
        if (begin != null) {
            throw new MalformedMessageException("A transaction begins within another");
        }
        begin = start;
        fenceMet = false;
        fenceFloorNanos = 0;
        rowsBeforeFence = false;
        emptied.clear();
    }

    private void insert(Insert insert) throws IOException {
        CapturedTable table = tableOf(insert.relationOid());
        if (table != null) {
            writeSet.insert(table, insert.row());
        }
    }

    private void update(Update update) throws IOException {
        CapturedTable table = tableOf(update.relationOid());
        if (table != null) {
            writeSet.update(table, update.old(), update.row());
        }
    }

    private void delete(Delete delete) throws IOException {
        CapturedTable table = tableOf(delete.relationOid());
        if (table != null) {
            writeSet.delete(table, delete.old());
        }
    }

    /** Null when the row is not to be delivered. */
    private @Nullable CapturedTable tableOf(int relationOid) {
        current();
        if (delivering) {
            return tables.table(relationOid);
        }
        Relation relation = tables.relation(relationOid);
        rowsBeforeFence |= relation != null && !LogTables.isOwn(relation);
        return null;
    }

    private Begin current() {
        Begin current = begin;
        if (current == null) {
            throw new MalformedMessageException("A row or a commit comes outside any transaction");
        }
        return current;
    }

    private void truncate(Truncate truncate) {
        for (int oid : truncate.relationOids()) {
            Relation relation = tables.relation(oid);
            if (relation != null && !LogTables.isOwn(relation) && !emptied.contains(oid)) {
                truncates.increment();
                LOG.warn(
                        "Table {}.{} was truncated; no change record tells of it. Use DELETE where consumers must know",
                        relation.schema(),
                        relation.table());
            }
        }
    }

    private void note(LogicalMessage message) {
        if (!message.transactional() || !message.prefix().equals(setup.notePrefix())) {
            return;
        }
        current();
        switch (readNote(message)) {
            case LogNote.TableDefined defined -> {
                tables.define(defined.table());
                writeSet.redefine(tables.asNoted(defined.table()));
                schemaChanged = true;
            }
            case LogNote.TableDropped dropped -> {
                tables.drop(dropped.oid());
                writeSet.drop(dropped.oid());
                schemaChanged = true;
            }
            case LogNote.TableEmptied table -> emptied.add(table.oid());
            case LogNote.Fence fence -> {
                fenceFloorNanos = Math.max(fenceFloorNanos, fence.floorNanos());
                fenceMet |= fence.slot().equals(setup.slot().value());
            }
        }
    }

    private static LogNote readNote(LogicalMessage message) {
        try {
            return SchemaJson.readNote(message.content());
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("A note of Freshet's own cannot be read", e);
        }
    }

    private void commit(Commit commit) throws IOException, InterruptedException {
        Begin start = current();
        if (start.commitPosition() != commit.commitPosition()) {
            throw new MalformedMessageException("The transaction that commits at " + new Lsn(start.commitPosition())
                    + " ends with the commit of " + new Lsn(commit.commitPosition()));
        }
        if (Long.compareUnsigned(commit.endPosition(), commit.commitPosition()) <= 0) {
            throw new MalformedMessageException("The commit at " + new Lsn(commit.commitPosition())
                    + " ends before it, at " + new Lsn(commit.endPosition()));
        }
        tables.settle();
        if (rowsBeforeFence) {
            advanceTime(start);
        }
        meetFence();
        Lsn end = new Lsn(commit.endPosition());
        if (!writeSet.isEmpty()) {
            handOver(start, end);
            writeSet.clear();
        }
        begin = null;
        if (fenceMet) {
            sink.quiet(checkpoint(end));
        }
    }

    private void meetFence() {
        if (delivering || fenceMet) {
            delivering = true;
            lastTimeNanos = Math.max(lastTimeNanos, fenceFloorNanos);
        }
    }

    private void handOver(Begin start, Lsn end) throws InterruptedException, IOException {
        advanceTime(start);
        int timeline = setup.timelines().at(new Lsn(start.commitPosition()));
        TransactionId id = TransactionId.of(setup.cluster(), timeline, start.commitPosition(), start.xid());
        sink.transaction(new Handover(checkpoint(end), id, lastTimeNanos, unixNanos(clock.instant())));
        transactions.increment();
        spilledBytes.add(writeSet.spilledBytes());
    }

    /** A damaged time must not pass: every later transaction would get a time after it. */
    private static long unixNanos(long commitTimeMicros) {
        try {
            return Math.multiplyExact(Math.addExact(commitTimeMicros, EPOCH_2000_MICROS), 1000L);
        } catch (ArithmeticException e) {
            throw new MalformedMessageException(
                    "No transaction committed " + commitTimeMicros + " microseconds after 2000", e);
        }
    }

    private void advanceTime(Begin start) {
        lastTimeNanos = Math.max(unixNanos(start.commitTimeMicros()), lastTimeNanos + 1);
    }

    /**
     * The transaction in hand, when PostgreSQL could not decode its next row. It describes a table before the table's first
     * row, so at the first row the table is known; at a later one it is one of those described.
     */
    Optional<PoisonedTransaction> poisoned() {
        Begin current = begin;
        Relation next = announced;
        if (current == null) {
            return Optional.empty();
        }
        String table = next == null
                ? "one of the tables " + String.join(", ", tables.describedNames())
                : "table " + next.schema() + "." + next.table();
        return Optional.of(new PoisonedTransaction(current.xid(), new Lsn(current.commitPosition()), table));
    }

    static long unixNanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    /** Whether a transaction has begun and not ended. */
    boolean isInTransaction() {
        return begin != null;
    }

    /** Everything up to this position was handed over. */
    Checkpoint checkpoint(Lsn position) {
        if (schemaChanged) {
            schema = SchemaDictionary.of(tables.noted());
            schemaChanged = false;
        }
        return new Checkpoint(position, delivering ? lastTimeNanos : 0, schema, setup.server());
    }

    /** For any thread, as are the other counts. */
    long transactions() {
        return transactions.sum();
    }

    long truncates() {
        return truncates.sum();
    }

    long spilledBytes() {
        return spilledBytes.sum();
    }

    long schemaGaps() {
        return tables.contradictions();
    }

    @Override
    public void close() throws IOException {
        writeSet.close();
    }

    /** The write set as it is handed to the sink; over when the sink returns. */
    private final class Handover implements CapturedTransaction {
        private final Checkpoint checkpoint;
        private final TransactionId id;
        private final long commitTimeNanos;
        private final long processingTimeNanos;

        Handover(Checkpoint checkpoint, TransactionId id, long commitTimeNanos, long processingTimeNanos) {
            this.checkpoint = checkpoint;
            this.id = id;
            this.commitTimeNanos = commitTimeNanos;
            this.processingTimeNanos = processingTimeNanos;
        }

        @Override
        public Checkpoint checkpoint() {
            return checkpoint;
        }

        @Override
        public long commitTimeNanos() {
            return commitTimeNanos;
        }

        @Override
        public void forEachRecord(RecordConsumer consumer) throws InterruptedException {
            try {
                writeSet.<InterruptedException>forEachRecord(
                        id, commitTimeNanos, processingTimeNanos, consumer::accept);
            } catch (IOException e) {
                throw new CaptureException(
                        CaptureException.Kind.SPILL_FAILED,
                        "Reading the large transaction that commits before " + checkpoint.position()
                                + " back from disk failed: " + e,
                        e);
            }
        }
    }
}
