package dev.freshet.pipeline;

import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.CatalogAddress;
import dev.freshet.cluster.FaultyNetwork;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerAddress;
import dev.freshet.cluster.ServerState;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestFolders;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.delivery.Backoff;
import dev.freshet.delivery.DeliveryConfig;
import dev.freshet.record.Base32;
import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * A pipeline under trial: a PostgreSQL of its own behind a network that can fail, a catalog behind another, writers, and a target that judges the records. {@link Fault} and {@link Gap} do to it what happens to servers;
 * {@link #judge} says whether it lost or invented anything.
 *
 * <p>After a gap a CDC stream has failed, as it must; {@link #beginAnew} makes the next one, on new tables.
 */
public final class Trial implements AutoCloseable {
    /** Long, for machines that are busy with other things. */
    private static final Duration DEADLINE = Duration.ofSeconds(180);

    private static final ClusterId CLUSTER = new ClusterId("kmabugltfmjdaj2siqr2qbxgju");
    private static final long SLOT_KEEP_MIB = 128;
    private static final long LOOK_EVERY_MILLIS = 10;

    /** How soon a server or a client calls the other one lost: short, for a trial is not to wait. */
    static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));
    private static final PipelineConfig CONFIG = new PipelineConfig(
            new DeliveryConfig(4 << 20, 2, BACKOFF),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMillis(10),
            1000,
            BACKOFF,
            Duration.ofDays(7),
            Duration.ofSeconds(2));

    private final Path folder;
    private final Random random;
    private final PostgresServer server;
    private final FaultyNetwork network;
    private final FaultyNetwork catalogNetwork;
    private final Catalog catalog;
    private final CheckpointStore store;

    private int epoch;
    private PipelineId id;
    private TrialWriters writers;
    private RecordJudge judge;
    private RecordingListener listener = new RecordingListener();
    private RunningPipelines pipelines;

    private Trial(Path folder, Random random) throws SQLException, InterruptedException {
        this.folder = folder;
        this.random = random;
        this.server = TestPostgres.copiedServer(
                folder.resolve("server"),
                TestPostgres.settings()
                        .with("max_slot_wal_keep_size", SLOT_KEEP_MIB + "MB")
                        .with("wal_sender_timeout", (SILENCE.toMillis() + 1000) + "ms"));
        server.start();
        this.network = new FaultyNetwork(server::address);
        new OwnedDatabase(direct()).prepare();
        TestDatabase catalogDatabase = TestPostgres.shared().freshDatabase();
        this.catalogNetwork = new FaultyNetwork(catalogDatabase::address);
        this.catalog = Catalog.open(new CatalogAddress(
                catalogNetwork.address().jdbcUrl(catalogDatabase.name()),
                catalogDatabase.superuser().user(),
                catalogDatabase.superuser().password()));
        catalog.migrate(List.of(CatalogCheckpointStore.MIGRATIONS));
        this.store = new CatalogCheckpointStore(catalog);
        begin();
    }

    /** Starts a server in the folder and a CDC stream that is ACTIVE. */
    public static Trial start(Path folder, Random random) throws SQLException, InterruptedException {
        return new Trial(folder, random);
    }

    private void begin() throws SQLException, InterruptedException {
        epoch++;
        id = new PipelineId(CLUSTER, Base32.encode(ProcessHandle.current().pid(), new Random().nextLong()));
        Login admin = server.credentials().admin();
        writers = new TrialWriters(
                new TrialWriters.Login(
                        () -> server.address().jdbcUrl(PostgresServer.DATABASE), admin.user(), admin.password()),
                "_" + epoch);
        writers.createTables();
        judge = new RecordJudge(writers);
        listener = new RecordingListener();
        pipelines = newPipelines(MortalProcess.immortal());
        pipelines.begin(id, new Route(log(), judge), listener);
        await("ACTIVE", () -> listener.told().contains("ACTIVE"));
    }

    private RunningPipelines newPipelines(MortalProcess process) {
        return new RunningPipelines(
                process.mortal(store), CONFIG, process, InstantSource.system(), new Random(random.nextLong()));
    }

    private ChangeLog log() {
        CaptureConfig config = new CaptureConfig(1 << 20, folder.resolve("spill"), SILENCE.dividedBy(6), SILENCE);
        return new CaptureLog(id, () -> address(network.address()), store, config, InstantSource.system());
    }

    private DatabaseAddress direct() {
        return address(server.address());
    }

    private DatabaseAddress address(ServerAddress at) {
        Login superuser = server.credentials().freshet();
        return new DatabaseAddress(
                at.host(), at.port(), PostgresServer.DATABASE, superuser.user(), superuser.password());
    }

    /** Ends every fault that lasts; what an interrupted trial may have left. */
    public void heal() {
        network.heal();
        catalogNetwork.heal();
        judge.deny(false);
        judge.hold(false);
    }

    // What the writers do.

    public void startWriting(int writerCount, int pauseMillis) {
        writers.start(writerCount, pauseMillis, random.nextLong());
    }

    void stopWriting() throws InterruptedException {
        writers.stop();
    }

    /** Returns when so many more transactions are committed. */
    public void awaitWritten(long transactions) throws InterruptedException {
        long before = writers.committed();
        await(transactions + " more transactions", () -> writers.committed() >= before + transactions);
    }

    /** Returns when as many more transactions are committed, and what was written before them is delivered for good. */
    void awaitDelivered(long transactions) throws SQLException, InterruptedException {
        awaitWritten(transactions);
        Lsn written = Lsn.parse(ask("SELECT pg_current_wal_flush_lsn()"));
        await(
                "a checkpoint",
                () -> written.isBefore(store.find(id).orElseThrow().position()));
    }

    /** Returns when nobody reads the slot. */
    void awaitFree() throws InterruptedException {
        ReplicationSlot slot = new ReplicationSlot(direct(), id.slot());
        await("a slot that nobody reads", () -> slot.inspect().orElseThrow().activePid() == 0);
    }

    public long committed() {
        return writers.committed();
    }

    public long records() {
        return judge.records();
    }

    /** Ends the writing, waits until everything is delivered, and answers how records and tables differ. */
    public List<String> judge() throws InterruptedException {
        writers.stop();
        Map<Integer, RecordJudge.Item> items = patiently(writers::itemsNow);
        Set<String> journal = patiently(writers::journalNow);
        RecordJudge records = judge;
        poll(() -> records.differences(items, journal).isEmpty()
                || !listener.failure().isEmpty());
        List<String> differences = records.differences(items, journal);
        if (!listener.failure().isEmpty()) {
            return List.of("The CDC stream failed, and no change was lost: " + listener.failure());
        }
        if (differences.isEmpty() && !poll(() -> health() instanceof PipelineHealth.Active)) {
            return List.of("All is delivered, and the CDC stream is not ACTIVE: " + health());
        }
        return differences;
    }

    private PipelineHealth health() {
        return pipelines.status(id).orElseThrow().health();
    }

    // What faults are made of.

    FaultyNetwork network() {
        return network;
    }

    FaultyNetwork catalogNetwork() {
        return catalogNetwork;
    }

    PostgresServer server() {
        return server;
    }

    RecordJudge target() {
        return judge;
    }

    PipelineId id() {
        return id;
    }

    Random random() {
        return random;
    }

    /** As superuser, past the networks. */
    void executeAtServer(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    int timeline() throws SQLException {
        // The control file tells it only after the next checkpoint.
        return Integer.parseInt(ask("SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"), 16);
    }

    private String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private Connection connect() throws SQLException {
        Login superuser = server.credentials().freshet();
        return DriverManager.getConnection(
                server.address().jdbcUrl(PostgresServer.DATABASE), superuser.user(), superuser.password());
    }

    /** Ends the server's process as a crash does; its supervisor starts it again. */
    void killServer() throws InterruptedException {
        if (server.state() instanceof ServerState.Running running) {
            ProcessHandle.of(running.pid()).ifPresent(ProcessHandle::destroyForcibly);
            await(
                    "another process of the server",
                    () -> server.state() instanceof ServerState.Running now && now.pid() != running.pid());
        }
    }

    /** Ends the process at a moment, and goes on with another. */
    void killProcess(Failpoints.Moment moment, int times) throws InterruptedException {
        pipelines.close();
        MortalProcess mortal = new MortalProcess(moment, times);
        pipelines = newPipelines(mortal);
        resume(mortal);
        await("death " + moment, mortal::isDead);
        restartProcess();
    }

    /** Ends the process in order, if it lives, and goes on with another. */
    void restartProcess() {
        pipelines.close();
        MortalProcess process = MortalProcess.immortal();
        pipelines = newPipelines(process);
        resume(process);
    }

    private void resume(MortalProcess process) {
        pipelines.resume(id, new Route(log(), process.mortal(judge)), listener);
    }

    /** Copies the server's data; it is stopped meanwhile. */
    Path backUp() throws IOException {
        Path backup = Files.createTempDirectory(folder, "backup");
        server.stop();
        TestFolders.copy(data(), backup);
        server.start();
        return backup;
    }

    /** Puts a backup in the place of the server's data and starts on it. */
    void restore(Path backup) throws IOException {
        replaceData(backup);
        server.start();
    }

    /** The same by a recovery that ends where the backup's log does, from where the server goes on on its own. */
    void restoreOnNewTimeline(Path backup) throws IOException, InterruptedException {
        replaceData(backup);
        startOnNewTimeline();
    }

    private void replaceData(Path backup) throws IOException {
        server.stop();
        deleteFolder(data());
        Files.move(backup, data());
    }

    /** Starts the stopped server on a timeline of its own, as after a point-in-time recovery. */
    void startOnNewTimeline() throws IOException, InterruptedException {
        Files.writeString(data().resolve("recovery.signal"), "");
        Files.writeString(data().resolve("postgresql.auto.conf"), "restore_command = 'false'\n");
        server.start();
        awaitPrimary();
    }

    /** Starts the stopped server as one that only reads. */
    void startAsStandby() throws IOException {
        Files.writeString(data().resolve("standby.signal"), "");
        server.start();
    }

    /** A server takes connections before it has recovered. */
    void awaitPrimary() throws InterruptedException {
        await("the end of the recovery", () -> ask("SELECT pg_is_in_recovery()").equals("f"));
    }

    private Path data() {
        return folder.resolve("server").resolve("data");
    }

    /** Deletes a folder and what is in it. */
    public static void deleteFolder(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    // What becomes of a gap.

    /** Why the CDC stream failed, once it has. */
    public String awaitFailure() throws InterruptedException {
        await("failure", () -> !listener.failure().isEmpty());
        return listener.failure();
    }

    /** Ends the CDC stream and makes another. */
    public void beginAnew() throws SQLException, InterruptedException {
        heal();
        writers.stop();
        pipelines.end(id, log());
        pipelines.close();
        begin();
    }

    // Waiting.

    void await(String what, Callable<Boolean> condition) throws InterruptedException {
        if (!poll(condition)) {
            throw new AssertionError("In vain waited " + DEADLINE.toSeconds() + " s for " + what
                    + "; the pipeline was told " + listener.told() + " " + listener.failure());
        }
    }

    private static boolean poll(Callable<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return true;
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return false;
    }

    /** A server that was just hurt may need a moment. */
    private <T> T patiently(Callable<T> question) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (true) {
            try {
                return question.call();
            } catch (Exception e) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("The server did not come back", e);
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
    }

    @Override
    public void close() {
        writers.close();
        judge.hold(false);
        pipelines.close();
        catalog.close();
        network.close();
        catalogNetwork.close();
        server.close();
    }
}
