package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Freshet and its database servers die at any moment; what was committed is delivered all the same. */
@Needs(Tool.BOTO3)
@Timeout(600)
class KillIT {
    private static final int WRITERS = 4;
    private static final int COMMITS = 10_000;
    private static final Duration DELIVERED_LIMIT = Duration.ofSeconds(120);
    private static final Duration RESTARTED_LIMIT = Duration.ofSeconds(60);
    private static final Duration STARTED_LIMIT = Duration.ofSeconds(180);

    private final FreshetServer server = FreshetServer.inNewHome("kill");

    @AfterEach
    void close() {
        server.close();
    }

    /** What a test works with; the ports and the secrets stay the same when the server starts again. */
    private record Bench(Shell shell, Boto3 boto3, Workbench workbench, String cluster, String cdcStream)
            implements AutoCloseable {
        @Override
        public void close() {
            boto3.close();
        }
    }

    private Bench bench() {
        Shell shell = server.up().user();
        Boto3 boto3 = Boto3.start(shell);
        Workbench workbench = Workbench.of(boto3, shell);
        String cluster = shell.variable("FRESHET_CLUSTER_ID");
        String dataStream = workbench.dataStream("changes");
        String cdcStream = workbench.cdcStream(cluster, dataStream, workbench.role("delivery", dataStream));
        return new Bench(shell, boto3, workbench, cluster, cdcStream);
    }

    @Test
    void everyRowCommittedBeforeDuringAndAfterIsDelivered() throws Exception {
        try (Bench bench = bench();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Database.run(bench.shell, CommittingWriter.TABLE);
            List<JsonNode> before = resources(bench);
            CountDownLatch half = new CountDownLatch(COMMITS / 2);
            List<Future<Set<RowVersion>>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(threads.submit(new CommittingWriter(bench.shell, writer, COMMITS / WRITERS, half)));
            }
            half.await();
            List<DeliveredRecord> recordsBefore = bench.boto3.read("changes", Map.of());
            server.kill();

            assertThat(server.run("status").exitCode()).isEqualTo(1);
            server.up();
            Set<RowVersion> acknowledged = new HashSet<>();
            for (Future<Set<RowVersion>> writer : writers) {
                acknowledged.addAll(writer.get());
            }
            acknowledged.addAll(new CommittingWriter(bench.shell, WRITERS, 100, new CountDownLatch(0)).call());

            Map<Integer, Integer> table = table(bench.shell);
            List<Change> changes = new DataStreamReader(bench.boto3, "changes")
                    .await(
                            "every acknowledged commit, and the table as it is",
                            DELIVERED_LIMIT,
                            all -> versions(all).containsAll(acknowledged)
                                    && lastWriters(all).equals(table));
            assertThat(recordsBefore).isNotEmpty();
            assertThat(bench.boto3.read("changes", Map.of())).containsAll(recordsBefore);
            assertThat(lastWriters(changes)).isEqualTo(table(bench.shell));
            assertDuplicatesAreRecognisable(changes);
            assertThat(resources(bench)).isEqualTo(before);
        }
    }

    /** What the control planes say about everything that the test made, all of which does not change. */
    private static List<JsonNode> resources(Bench bench) {
        return List.of(
                bench.boto3.call("dsql", "list_clusters", Map.of()),
                bench.boto3.call("dsql", "get_cluster", Map.of("identifier", bench.cluster)),
                bench.boto3.call("dsql", "get_stream", Workbench.naming(bench.cluster, bench.cdcStream)),
                bench.boto3.call("kinesis", "describe_stream_summary", Map.of("StreamName", "changes")),
                bench.boto3.call("iam", "get_role", Map.of("RoleName", "delivery")),
                bench.boto3.call("iam", "get_role_policy", Map.of("RoleName", "delivery", "PolicyName", "delivery")));
    }

    private static Set<RowVersion> versions(Collection<Change> changes) {
        return changes.stream()
                .filter(change -> !change.op().equals("d"))
                .map(RowVersion::of)
                .collect(Collectors.toSet());
    }

    /** The table as a consumer sees it who keeps the newest change of each row. */
    private static Map<Integer, Integer> lastWriters(Collection<Change> changes) {
        Map<Integer, Change> newest = new TreeMap<>();
        changes.forEach(change -> newest.merge(
                change.column("id").asInt(),
                change,
                (one, other) -> Change.COMMIT_ORDER.compare(one, other) >= 0 ? one : other));
        Map<Integer, Integer> rows = new TreeMap<>();
        newest.values().stream()
                .filter(change -> !change.op().equals("d"))
                .map(RowVersion::of)
                .forEach(row -> rows.put(row.id(), row.version()));
        return rows;
    }

    private static Map<Integer, Integer> table(Shell shell) throws SQLException {
        Map<Integer, Integer> rows = new TreeMap<>();
        try (Database database = Database.connect(shell)) {
            for (String row : database.query("SELECT id || ' ' || version FROM committed")) {
                String[] columns = row.split(" ");
                rows.put(Integer.parseInt(columns[0]), Integer.parseInt(columns[1]));
            }
        }
        return rows;
    }

    /** Two records with one key and one time are one change, and no two transactions have one time. */
    private static void assertDuplicatesAreRecognisable(Collection<Change> changes) {
        Map<Long, Set<String>> byTime = changes.stream()
                .collect(Collectors.groupingBy(
                        Change::committedNanos,
                        Collectors.mapping(
                                change -> change.transaction() + change.op() + change.before() + change.after(),
                                Collectors.toSet())));
        assertThat(byTime.values()).allSatisfy(sameTime -> assertThat(sameTime).hasSize(1));
        Map<String, Set<Long>> byTransaction = changes.stream()
                .collect(Collectors.groupingBy(
                        Change::transaction, Collectors.mapping(Change::committedNanos, Collectors.toSet())));
        assertThat(byTransaction.values()).allSatisfy(times -> assertThat(times).hasSize(1));
    }

    @Test
    void killedDatabaseServersAreStartedAgain() throws IOException, SQLException {
        try (Bench bench = bench()) {
            Database.run(
                    bench.shell, "CREATE TABLE survivors (id int PRIMARY KEY)", "INSERT INTO survivors VALUES (1)");

            killServerIn("clusters/" + bench.cluster);
            awaitDatabase(bench.shell);
            Database.run(bench.shell, "INSERT INTO survivors VALUES (2)");
            killServerIn("catalog");
            Poll.until("the catalog answers again", RESTARTED_LIMIT, () -> canTag(bench));
            Database.run(bench.shell, "INSERT INTO survivors VALUES (3)");

            assertThat(new DataStreamReader(bench.boto3, "changes")
                            .await("three rows", DELIVERED_LIMIT, all -> ids(all).size() == 3))
                    .isNotEmpty();
            bench.workbench.awaitStatus(bench.cluster, bench.cdcStream, "ACTIVE", RESTARTED_LIMIT);
        }
    }

    private static Set<Integer> ids(Collection<Change> changes) {
        return changes.stream().map(change -> change.column("id").asInt()).collect(Collectors.toSet());
    }

    private static boolean canTag(Bench bench) {
        try {
            bench.boto3.call("iam", "update_role", Map.of("RoleName", "delivery", "Description", "told again"));
            return true;
        } catch (AwsError e) {
            return false;
        }
    }

    private static void awaitDatabase(Shell shell) {
        Poll.until("the database answers again", RESTARTED_LIMIT, () -> {
            try (Database database = Database.connect(shell)) {
                return database.query("SELECT 1").size() == 1;
            } catch (SQLException e) {
                return false;
            }
        });
    }

    private void killServerIn(String folder) throws IOException {
        Path pidFile = server.home().resolve(folder).resolve("data").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        assertThat(postmaster.destroyForcibly()).isTrue();
        Poll.until("process " + pid + " has died", RESTARTED_LIMIT, () -> !postmaster.isAlive());
    }

    @Test
    void aFreshetKilledWhileItStartsForTheFirstTimeStartsTheNextTime() throws InterruptedException, ExecutionException {
        for (String firstSeen : List.of("credentials.json", "catalog", "clusters")) {
            Child starting = server.launch();
            Poll.until(
                    firstSeen + " is there",
                    RESTARTED_LIMIT,
                    () -> Files.exists(server.home().resolve(firstSeen)) || !starting.isAlive());
            assertThat(starting.isAlive()).as(server.describe()).isTrue();
            server.kill();
        }
        server.up();

        awaitDatabase(server.user());
    }
}
