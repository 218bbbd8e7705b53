package dev.freshet.pipeline;

import static dev.freshet.pipeline.PipelineTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.delivery.FakeTarget;
import dev.freshet.pipeline.Failpoints.Moment;
import dev.freshet.record.Base32;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real PostgreSQL, real capture, real checkpoints; the process dies again and again at one named moment. */
@Timeout(180)
class KilledPipelineTest {
    private static final int WRITERS = 3;
    private static final int TRANSACTIONS_PER_WRITER = 120;
    private static final int ROWS_PER_WRITER = 20;

    /** A dead process's target takes nothing any more, so there is nothing to wait for. */
    private static final PipelineConfig MORTAL = PipelineTest.config(Duration.ZERO);

    private final TestDatabase database = TestPostgres.shared().freshDatabase();
    private final DatabaseAddress address = new DatabaseAddress(
            database.address().host(),
            database.address().port(),
            database.name(),
            database.superuser().user(),
            database.superuser().password());
    private final PipelineId id = new PipelineId(
            CheckpointStoreContract.CLUSTER,
            Base32.encode(ProcessHandle.current().pid(), new Random().nextLong()));
    private final Catalog catalog = TestCatalog.fresh().open();
    private final CheckpointStore store = new CatalogCheckpointStore(catalog);
    private final FakeTarget target = new FakeTarget();
    private final RecordingListener listener = new RecordingListener();

    /** Every value that was ever committed; a record with another one is invented. */
    private final Set<String> committed = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path spill;

    @BeforeEach
    void prepare() {
        catalog.migrate(List.of(CatalogCheckpointStore.MIGRATIONS));
        new OwnedDatabase(address).prepare();
        database.executeAsAdmin("CREATE TABLE t (id int PRIMARY KEY, value text)");
    }

    @AfterEach
    void cleanUp() throws InterruptedException {
        new ReplicationSlot(address, id.slot()).drop();
        catalog.close();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void nothingIsLostOrInventedWhereverTheProcessDies(Moment moment) throws InterruptedException {
        startUntilActive();
        List<Thread> writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> Thread.ofVirtual().start(() -> write(writer)))
                .toList();
        for (int death = 1; death <= 3; death++) {
            MortalProcess process = new MortalProcess(moment, 2 * death);
            try (RunningPipelines _ = resume(process, MORTAL)) {
                awaitWhileItRuns(process::isDead);
            }
            keepTheLogComing(writers, death);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        try (RunningPipelines _ = resumeImmortal()) {
            Map<Integer, String> expected = table();
            awaitWhileItRuns(() -> lastWriterWins().equals(expected));
        }
        assertThat(target.texts()).allSatisfy(this::wasCommitted);
        assertThat(listener.told()).containsOnly("ACTIVE");
    }

    @Test
    void anOrderlyRestartRepeatsNothing() throws InterruptedException {
        startUntilActive();
        for (int i = 0; i < 5; i++) {
            try (RunningPipelines _ = resumeImmortal()) {
                write(0);
                Map<Integer, String> expected = table();
                awaitWhileItRuns(() -> lastWriterWins().equals(expected));
            }
        }

        assertThat(target.texts().stream().map(KilledPipelineTest::identity)).doesNotHaveDuplicates();
    }

    @Test
    void aSlotThatVanishedFailsThePipeline() throws InterruptedException {
        startUntilActive();
        new ReplicationSlot(address, id.slot()).drop();

        try (RunningPipelines _ = resumeImmortal()) {
            await(() -> listener.told().contains("FAILED INTERNAL_ERROR"));
        }
    }

    @Test
    void anIdleLogMovesThePosition() throws InterruptedException {
        startUntilActive();
        long before = store.find(id).orElseThrow().position().value();

        try (RunningPipelines _ = resumeImmortal()) {
            // Log that is of no concern to the CDC stream: another database's, and a rolled back transaction's.
            database.execute("BEGIN; CREATE TABLE gone (id int); ROLLBACK");
            await(() -> store.find(id).orElseThrow().position().value() > before);
        }
    }

    @Test
    void anEndedPipelineLeavesNoSlotAndOrphansAreDropped() throws InterruptedException {
        startUntilActive();
        PipelineId orphan = new PipelineId(id.cluster(), Base32.encode(7, new Random().nextLong()));
        new ReplicationSlot(address, orphan.slot()).create();

        CaptureLog.dropOrphans(address, Set.of(id.slot()));

        assertThat(ReplicationSlot.list(address, PipelineId.SLOT_PREFIX)).containsExactly(id.slot());
        try (RunningPipelines pipelines = resumeImmortal()) {
            pipelines.end(id, log());
        }
        assertThat(ReplicationSlot.list(address, PipelineId.SLOT_PREFIX)).isEmpty();
        assertThat(store.find(id)).isEmpty();
    }

    private void startUntilActive() throws InterruptedException {
        try (RunningPipelines pipelines = pipelines(MortalProcess.immortal(), PipelineTest.CONFIG)) {
            pipelines.begin(id, new Route(log(), target), listener);
            await(() -> listener.told().contains("ACTIVE"));
        }
    }

    private RunningPipelines resumeImmortal() {
        return resume(MortalProcess.immortal(), PipelineTest.CONFIG);
    }

    private RunningPipelines resume(MortalProcess process, PipelineConfig config) {
        RunningPipelines pipelines = pipelines(process, config);
        pipelines.resume(id, new Route(log(), process.mortal(target)), listener);
        return pipelines;
    }

    /** Waits as {@link PipelineTest#await} does, for a pipeline that must not fail. */
    private void awaitWhileItRuns(BooleanSupplier condition) throws InterruptedException {
        await(() -> condition.getAsBoolean() || !listener.failure().isEmpty());
        assertThat(listener.failure()).isEmpty();
    }

    private RunningPipelines pipelines(MortalProcess process, PipelineConfig config) {
        return new RunningPipelines(process.mortal(store), config, process, InstantSource.system(), new Random());
    }

    private ChangeLog log() {
        return new CaptureLog(id, () -> address, store, CaptureConfig.withDefaults(spill), InstantSource.system());
    }

    /** A death comes only with transactions; when the writers are done, a few more are written. */
    private void keepTheLogComing(List<Thread> writers, int death) {
        if (writers.stream().noneMatch(Thread::isAlive)) {
            write(WRITERS + death);
        }
    }

    private void write(int writer) {
        Random random = new Random(writer);
        try (Connection connection = database.connect(database.admin());
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < TRANSACTIONS_PER_WRITER; i++) {
                int row = writer * ROWS_PER_WRITER + random.nextInt(ROWS_PER_WRITER);
                String value = "w" + writer + "-" + committed.size() + "-" + random.nextInt();
                committed.add(value);
                statement.execute(
                        random.nextInt(5) == 0
                                ? "DELETE FROM t WHERE id = " + row
                                : "INSERT INTO t VALUES (" + row + ", '" + value + "')"
                                        + " ON CONFLICT (id) DO UPDATE SET value = excluded.value");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<Integer, String> table() {
        Map<Integer, String> rows = new HashMap<>();
        try (Connection connection = database.connect(database.admin());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, value FROM t")) {
            while (row.next()) {
                rows.put(row.getInt(1), row.getString(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    /** The consumer's way to the final state: per key, the record with the greatest time. */
    private Map<Integer, String> lastWriterWins() {
        Map<Integer, Long> times = new HashMap<>();
        Map<Integer, String> rows = new HashMap<>();
        for (JsonNode record : records()) {
            boolean deleted = record.path("op").stringValue().equals("d");
            int key = record.path(deleted ? "before" : "after").path("id").intValue();
            long time = record.path("source").path("ts_ns").longValue();
            if (time > times.getOrDefault(key, 0L)) {
                times.put(key, time);
                if (deleted) {
                    rows.remove(key);
                } else {
                    rows.put(key, record.path("after").path("value").stringValue());
                }
            }
        }
        return rows;
    }

    private List<JsonNode> records() {
        return target.texts().stream().map(JsonMapper.shared()::readTree).toList();
    }

    private void wasCommitted(String text) {
        JsonNode record = JsonMapper.shared().readTree(text);
        if (!record.path("op").stringValue().equals("d")) {
            assertThat(committed).contains(record.path("after").path("value").stringValue());
        }
    }

    /** What a consumer recognises a duplicate by. */
    private static String identity(String text) {
        JsonNode record = JsonMapper.shared().readTree(text);
        return record.path("source").path("ts_ns") + " " + record.path("op") + record.path("before")
                + record.path("after");
    }
}
