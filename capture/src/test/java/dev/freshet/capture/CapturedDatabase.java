package dev.freshet.capture;

import dev.freshet.capture.CollectingSink.Received;
import dev.freshet.capture.database.Fence;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fresh database with a capture that runs until closed. */
final class CapturedDatabase implements AutoCloseable {
    static final ClusterId CLUSTER = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger SLOTS = new AtomicInteger();

    private final TestDatabase database;
    private final DatabaseAddress address;
    private final SlotName slot;
    private final CaptureConfig config;
    private CollectingSink sink;
    private Capture capture;
    private Thread thread;
    private int read;

    private CapturedDatabase(TestDatabase database, DatabaseAddress address, long memoryBytes, long latestNanos)
            throws InterruptedException {
        this.database = database;
        this.address = address;
        this.slot = new SlotName("freshet_test_" + ProcessHandle.current().pid() + "_" + SLOTS.incrementAndGet());
        CaptureConfig defaults = CaptureConfig.withDefaults(temporaryFolder());
        this.config =
                new CaptureConfig(memoryBytes, defaults.spillFolder(), defaults.statusInterval(), defaults.silence());
        Checkpoint checkpoint = newSlot(latestNanos);
        this.sink = new CollectingSink(checkpoint);
        this.capture = newCapture(checkpoint);
        this.thread = start(capture, sink);
    }

    static CapturedDatabase start() throws InterruptedException {
        return start(64 << 20);
    }

    static CapturedDatabase start(long memoryBytes) throws InterruptedException {
        TestDatabase database = TestPostgres.shared().freshDatabase();
        DatabaseAddress address = new DatabaseAddress(
                database.address().host(),
                database.address().port(),
                database.name(),
                database.superuser().user(),
                database.superuser().password());
        new OwnedDatabase(address).prepare();
        return new CapturedDatabase(database, address, memoryBytes, 0);
    }

    /** A database that is prepared already, reached as capture does. */
    static CapturedDatabase of(TestDatabase database, DatabaseAddress address) throws InterruptedException {
        return new CapturedDatabase(database, address, 64 << 20, 0);
    }

    /**
     * Another capture of the same database, that begins now.
     *
     * @param latestNanos the latest time that records of the first are known to have
     */
    CapturedDatabase another(long latestNanos) throws InterruptedException {
        return new CapturedDatabase(database, address, config.memoryBytes(), latestNanos);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("freshet-capture-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Checkpoint newSlot(long latestNanos) throws InterruptedException {
        Lsn position = new ReplicationSlot(address, slot).create();
        Fence.raise(address, slot, latestNanos);
        try (ReplicationConnection connection = ReplicationConnection.open(address)) {
            return Checkpoint.beforeFence(position, connection.identify());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins to capture again from this checkpoint. */
    void restart(Checkpoint checkpoint) {
        sink = new CollectingSink(checkpoint);
        read = 0;
        capture = newCapture(checkpoint);
        thread = start(capture, sink);
    }

    private Capture newCapture(Checkpoint checkpoint) {
        return new Capture(address, slot, CLUSTER, checkpoint, sink, config, InstantSource.system());
    }

    private static Thread start(Capture capture, CollectingSink sink) {
        return Thread.ofVirtual().name("capture").start(() -> {
            try {
                capture.run();
            } catch (InterruptedException | RuntimeException | Error e) {
                sink.failed(e);
            }
        });
    }

    /** Stops capturing and answers the last checkpoint. */
    Checkpoint stop() throws InterruptedException {
        capture.close();
        thread.join();
        while (new ReplicationSlot(address, slot).inspect().stream().anyMatch(state -> state.activePid() != 0)) {
            // The server's side ends a moment later, and who is next finds the slot in use until then.
            Thread.sleep(1);
        }
        return sink.latest();
    }

    TestDatabase database() {
        return database;
    }

    Capture capture() {
        return capture;
    }

    CollectingSink sink() {
        return sink;
    }

    DatabaseAddress address() {
        return address;
    }

    SlotName slot() {
        return slot;
    }

    Path spillFolder() {
        return config.spillFolder();
    }

    Connection connectAsAdmin() throws SQLException {
        return database.connect(database.admin());
    }

    Connection connectAsSuperuser() throws SQLException {
        return database.connect(database.superuser());
    }

    /** As the user's role; each statement is a transaction, unless it begins one. */
    void execute(String... statements) {
        database.executeAsAdmin(statements);
    }

    void executeAsSuperuser(String... statements) {
        database.execute(statements);
    }

    /** As the user's role, in one transaction. */
    void transaction(String... statements) {
        database.executeAsAdmin("BEGIN;" + String.join(";", statements) + ";COMMIT");
    }

    /** The transactions captured since the last call, once everything that is committed now was captured. */
    List<Received> transactions() throws InterruptedException {
        List<Received> all = sink.awaitTransactions(now());
        List<Received> fresh = all.subList(read, all.size());
        read = all.size();
        return fresh;
    }

    /** The records of {@link #transactions}, parsed. */
    List<JsonNode> records() throws InterruptedException {
        List<JsonNode> records = new ArrayList<>();
        for (Received transaction : transactions()) {
            transaction.records().forEach(record -> records.add(JSON.readTree(record)));
        }
        return records;
    }

    /** The records as {@code op before after}, which is what most tests are about. */
    List<String> changes() throws InterruptedException {
        return records().stream().map(CapturedDatabase::change).toList();
    }

    static JsonNode parse(String record) {
        return JSON.readTree(record);
    }

    static String change(JsonNode record) {
        return record.path("op").stringValue() + " "
                + record.path("source").path("table").stringValue() + " "
                + (record.path("op").stringValue().equals("d") ? record.path("before") : record.path("after"));
    }

    private Lsn now() {
        try (Connection connection = connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_logical_emit_message(true, 'test', 'a commit, so that the log is flushed')");
            try (ResultSet row = statement.executeQuery("SELECT pg_current_wal_flush_lsn()")) {
                row.next();
                return Lsn.parse(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        new ReplicationSlot(address, slot).drop();
    }
}
