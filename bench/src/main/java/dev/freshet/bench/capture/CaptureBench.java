package dev.freshet.bench.capture;

import dev.freshet.bench.report.JsonReport;
import dev.freshet.bench.report.Percentiles;
import dev.freshet.bench.stage.BenchServers;
import dev.freshet.bench.stage.EmbeddedKinesis;
import dev.freshet.bench.stage.WorkFolder;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.pipeline.CatalogCheckpointStore;
import dev.freshet.pipeline.PipelineId;
import dev.freshet.record.Base32;
import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet-bench capture}: the same log read in every way, one after the other, three times. */
@Command(
        name = "capture",
        description =
                "How fast a cluster's log is read: raw (the physical limit), by pg_recvlogical, through Freshet to"
                        + " a null target and to a durable data stream, and with --peers through Debezium.",
        mixinStandardHelpOptions = true)
public final class CaptureBench implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final double FULL_ROWS = 1_000_000;

    @Option(names = "--rows", description = "Rows of the first workload; the others follow. Default: ${DEFAULT-VALUE}.")
    private int rows = 1_000_000;

    @Option(names = "--workload", description = "Only this one (inserts, single-rows, updates, large-text, mix).")
    private @Nullable String only;

    @Option(names = "--peers", description = "Debezium Engine too.")
    private boolean peers;

    @Option(names = "--latency-seconds", description = "0 leaves it out. Default: ${DEFAULT-VALUE}.")
    private int latencySeconds = 20;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file as well.")
    private @Nullable Path json;

    @Option(names = "--folder", description = "On the disk to be measured. Default: the system's temporary folder.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> elements = new ArrayList<>();
        try (WorkFolder work = WorkFolder.in(folder);
                BenchServers servers = new BenchServers(work.path())) {
            new OwnedDatabase(servers.database()).prepare();
            Stage stage = new Stage(work.path(), servers);
            for (Workload workload : workloads()) {
                Outcome outcome = stage.measure(workload, ways(stage));
                outcome.lines().forEach(System.out::println);
                elements.add(outcome.asJson());
            }
            if (latencySeconds > 0) {
                elements.getFirst().put("latency_ms", stage.latency(latencySeconds));
            }
        }
        if (json != null) {
            JsonReport.write(json, elements);
        }
        return 0;
    }

    private List<Workload> workloads() {
        return only == null ? Arrays.asList(Workload.values()) : List.of(Workload.named(only));
    }

    private List<Way> ways(Stage stage) {
        List<Way> ways = new ArrayList<>(List.of(new RawRead()));
        Optional<PgRecvlogical> installed = PgRecvlogical.installed();
        installed.ifPresentOrElse(
                ways::add, () -> System.out.println("  pg_recvlogical is not installed and left out."));
        ways.add(new PipelineRead("null", new NullTarget(), stage.checkpoints, stage.folder.resolve("spill")));
        ways.add(new DurableRead(stage.servers.catalog(), stage.checkpoints, stage.folder));
        if (peers) {
            ServiceLoader.load(Way.class).forEach(ways::add);
        }
        return ways;
    }

    private final class Stage {
        private final Path folder;
        private final BenchServers servers;
        private final CatalogCheckpointStore checkpoints;
        private final PipelineId like;

        private Stage(Path folder, BenchServers servers) {
            this.folder = folder;
            this.servers = servers;
            this.checkpoints = new CatalogCheckpointStore(servers.catalog());
            SecureRandom random = new SecureRandom();
            this.like = new PipelineId(ClusterId.random(random), Base32.encode(random.nextLong(), random.nextLong()));
        }

        private Outcome measure(Workload workload, List<Way> ways) throws Exception {
            LogWriter writer = new LogWriter(servers.database(), like, checkpoints, folder.resolve("spill"));
            System.out.printf(
                    Locale.ROOT, "%s: writing %,d rows ...%n", workload.title(), workload.rows(rows / FULL_ROWS));
            PreparedLog log = writer.write(workload, rows / FULL_ROWS);
            Map<String, List<Reading>> readings = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                for (Way way : ways) {
                    readings.computeIfAbsent(way.name(), _ -> new ArrayList<>()).add(way.read(log));
                }
            }
            writer.drop(log);
            return new Outcome(workload, log.rows(), readings, further(workload));
        }

        private Map<String, Object> further(Workload workload) throws IOException {
            if (workload != Workload.LARGE_TEXT) {
                return Map.of();
            }
            double megabytes = DiskSpeed.measure(folder) / 1e6;
            System.out.printf(Locale.ROOT, "  the disk takes %,.0f MB/s when every megabyte is synced%n", megabytes);
            return Map.of("disk_fdatasync_mb_per_second", Math.round(megabytes));
        }

        private Map<String, Object> latency(int seconds) throws Exception {
            try (EmbeddedKinesis service = new EmbeddedKinesis(folder.resolve("latency"), servers.catalog())) {
                Percentiles found = Latency.measure(
                        servers.database(),
                        service,
                        PreparedLog.newPipeline(like),
                        checkpoints,
                        folder.resolve("spill"),
                        seconds);
                System.out.println("commit to readable at 1,000 transactions/s: " + found.text());
                Map<String, Object> figures = new LinkedHashMap<>(found.asJson());
                figures.put("transactions_per_second", Latency.PER_SECOND);
                return figures;
            }
        }
    }
}
