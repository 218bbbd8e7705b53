package dev.freshet.pipeline;

import static dev.freshet.pipeline.PipelineTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import dev.freshet.delivery.FakeTarget;
import dev.freshet.record.Base32;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A row whose text PostgreSQL cannot make, for it is longer than 1 GB. The server needs 2 GB of memory to write it. */
@Timeout(600)
@EnabledIfSystemProperty(
        named = "freshet.long",
        matches = "true",
        disabledReason = "Needs 2 GB of memory and half a minute")
class PoisonedLogTest {
    private static final Pattern COMMIT = Pattern.compile("transaction \\d+ that commits at ([0-9A-F]+/[0-9A-F]+)");

    @TempDir
    private Path spill;

    @Test
    void itImpairsWithTableAndPositionAndIsSkippedByName() throws InterruptedException {
        TestDatabase database = TestPostgres.shared().freshDatabase();
        DatabaseAddress address = new DatabaseAddress(
                database.address().host(),
                database.address().port(),
                database.name(),
                database.superuser().user(),
                database.superuser().password());
        PipelineId id = new PipelineId(CheckpointStoreContract.CLUSTER, Base32.encode(3, new Random().nextLong()));
        CheckpointStore store = new MemoryCheckpointStore();
        ChangeLog log =
                new CaptureLog(id, () -> address, store, CaptureConfig.withDefaults(spill), InstantSource.system());
        FakeTarget target = new FakeTarget();
        RecordingListener listener = new RecordingListener();
        new OwnedDatabase(address).prepare();
        database.executeAsAdmin(
                "CREATE TABLE big (id int PRIMARY KEY, b bytea)", "CREATE TABLE small (id int PRIMARY KEY)");
        try (RunningPipelines pipelines = new RunningPipelines(
                store, PipelineConfig.DEFAULT, Failpoints.NONE, InstantSource.system(), new Random())) {
            pipelines.begin(id, new Route(log, target), listener);
            await(() -> listener.told().contains("ACTIVE"));
            database.executeAsAdmin(
                    "INSERT INTO small VALUES (1)",
                    "BEGIN; INSERT INTO small VALUES (2);"
                            + " INSERT INTO big SELECT 1, convert_to(repeat('x', 560000000), 'UTF8'); COMMIT",
                    "INSERT INTO small VALUES (3)");

            await(() -> listener.told().contains("IMPAIRED INTERNAL_ERROR"));
            String message = ((PipelineHealth.Impaired)
                            pipelines.status(id).orElseThrow().health())
                    .message();
            assertThat(message).contains("a row of table public.big");
            Matcher commit = COMMIT.matcher(message);
            assertThat(commit.find()).as(message).isTrue();

            assertThat(pipelines.skip(id, Lsn.parse(commit.group(1)))).isPresent();

            await(() -> listener.told().getLast().equals("ACTIVE"));
            await(() -> target.texts().size() >= 2);
            assertThat(target.texts()).hasSize(2).allMatch(text -> text.contains("\"table\":\"small\""));
            assertThat(target.texts().getFirst()).contains("\"id\":1");
            assertThat(target.texts().getLast()).contains("\"id\":3");
            assertThat(pipelines.skipped(id)).isEqualTo(1);
            assertThat(listener.told()).containsExactly("ACTIVE", "IMPAIRED INTERNAL_ERROR", "ACTIVE");
        } finally {
            new ReplicationSlot(address, id.slot()).drop();
        }
    }
}
