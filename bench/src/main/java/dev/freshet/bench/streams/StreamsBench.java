package dev.freshet.bench.streams;

import dev.freshet.bench.report.JsonReport;
import dev.freshet.bench.report.Percentiles;
import dev.freshet.bench.stage.BenchServers;
import dev.freshet.bench.stage.EmbeddedKinesis;
import dev.freshet.bench.stage.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet-bench streams}: records put and read through the data streams of several servers, one case after the other. */
@Command(
        name = "streams",
        description =
                "How fast data streams take and give records: through HTTP by 1, 4 and 16 callers, in process, one"
                        + " record at a time, to a subscriber; start-up, memory, and what many data streams cost. With"
                        + " --peers beside kinesalite, kinesis-local (both from npm) and a Kafka broker that syncs.",
        mixinStandardHelpOptions = true)
public final class StreamsBench implements Callable<Integer> {
    private static final int SHARDS = 4;
    private static final int[] CALLERS = {1, 4, 16};
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final String DATA_STREAM = "bench";
    private static final int SINGLE_RECORDS = 5_000;
    /** Who puts fewer records a second by one caller would keep more callers waiting for minutes. */
    private static final double WORTH_MORE_CALLERS = 2_000;

    private static final double MEBIBYTE = 1024 * 1024;

    @Option(names = "--peers", description = "kinesalite, kinesis-local and Kafka too.")
    private boolean peers;

    @Option(names = "--only", split = ",", description = "Only cases whose names begin so, such as put or get.")
    private List<String> only = List.of("");

    @Option(names = "--seconds", description = "How long each case puts records. Default: ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Option(names = "--records", description = "For the memory that records take. Default: ${DEFAULT-VALUE}.")
    private long records = 10_000_000;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this file as well.")
    private @Nullable Path json;

    @Option(names = "--folder", description = "On the disk to be measured. Default: the system's temporary folder.")
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

    private final Freshet freshet = new Freshet(Path.of(System.getProperty("freshet.project", ".")));
    private final List<Case> cases = new ArrayList<>();
    private final Set<String> busyWithOneCaller = new HashSet<>();
    private int dataStreams;

    @Override
    public Integer call() throws Exception {
        try (WorkFolder work = WorkFolder.in(folder)) {
            sideBySide(work.path());
            alone(work.path());
        }
        if (json != null) {
            JsonReport.write(json, cases.stream().map(Case::asJson).toList());
        }
        return 0;
    }

    private boolean wanted(String name) {
        return only.stream().anyMatch(name::startsWith);
    }

    private Case begin(Case begun) {
        cases.add(begun);
        return begun;
    }

    /** All contenders run, and are measured in turn, case by case. */
    private void sideBySide(Path work) throws Exception {
        List<Server> servers = new ArrayList<>();
        try {
            startUp(work, servers);
            warmUp(servers);
            for (Client client : Client.values()) {
                for (int callers : CALLERS) {
                    put(servers, client, callers);
                }
            }
            get(servers);
            singleRecord(servers);
            subscribe(servers);
        } finally {
            servers.forEach(Server::close);
        }
    }

    private List<Contender> contenders() {
        List<Contender> contenders = new ArrayList<>(List.of(freshet));
        if (peers) {
            contenders.add(NodePackage.kinesalite());
            contenders.add(NodePackage.kinesisLocal());
            ServiceLoader.load(Contender.class).forEach(contenders::add);
        }
        return contenders;
    }

    /** Each is started twice, for the first start may install, unpack or make a database. */
    private void startUp(Path work, List<Server> servers) throws Exception {
        Case startUp = Case.of("start-up", "milliseconds_to_first_answer");
        for (Contender contender : contenders()) {
            Path own = work.resolve(contender.name());
            contender.start(own).close();
            Server server = contender.start(own);
            long millis = server.process().age().toMillis();
            servers.add(server);
            double megabytes = server.process().residentBytes() / MEBIBYTE;
            double all = server.process().bytesOfAll() / MEBIBYTE;
            startUp.add(
                    contender.name(),
                    Map.of(
                            "milliseconds", millis,
                            "resident_mib", Math.round(megabytes),
                            "with_other_processes_mib", Math.round(all)),
                    String.format(
                            Locale.ROOT,
                            "%,d ms to the first answer, %.0f MiB resident, %.0f MiB with its other processes",
                            millis,
                            megabytes,
                            all));
        }
        if (wanted(startUp.name())) {
            begin(startUp);
        }
    }

    /** So that the first cases do not measure compilers. */
    private void warmUp(List<Server> servers) {
        if (!wanted("put") && !wanted("get")) {
            return;
        }
        for (Server server : servers) {
            for (Client client : Client.values()) {
                onDataStream(
                        server, dataStream -> Load.during(WARM_UP, SHARDS, () -> caller(server, client, dataStream)));
            }
        }
    }

    private static String callers(int callers) {
        return callers + (callers == 1 ? " caller" : " callers");
    }

    private void put(List<Server> servers, Client client, int callers) {
        String name = "put " + client.label() + " " + callers(callers);
        if (!wanted(name)) {
            return;
        }
        Case put = begin(Case.recordsPerSecond(name));
        for (Server server : servers) {
            if (callers > 1 && busyWithOneCaller.contains(server.name())) {
                continue;
            }
            onDataStream(server, dataStream -> {
                Load.during(Duration.ofSeconds(2), callers, () -> caller(server, client, dataStream));
                double perSecond =
                        Load.during(Duration.ofSeconds(seconds), callers, () -> caller(server, client, dataStream));
                put.add(server.name(), perSecond);
                if (perSecond < WORTH_MORE_CALLERS) {
                    busyWithOneCaller.add(server.name());
                }
            });
        }
    }

    private static Server.Caller caller(Server server, Client client, String dataStream) {
        return server.caller(client, dataStream)
                .orElseThrow(() -> new IllegalStateException(server.name() + " does not speak " + client));
    }

    /** A peer that cannot do it is left out of the case, and that is said; Freshet has no excuse. */
    private void onDataStream(Server server, Consumer<String> measurement) {
        // Of another name each time: Kafka answers for a while from what it knew of a topic.
        String dataStream = DATA_STREAM + "-" + dataStreams++;
        server.createDataStream(dataStream, SHARDS);
        try {
            measurement.accept(dataStream);
        } catch (RuntimeException e) {
            if (server.name().equals(freshet.name())) {
                throw e;
            }
            System.out.println(server.name() + " failed and is left out: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } finally {
            server.deleteDataStream(dataStream);
        }
    }

    private void get(List<Server> servers) {
        if (!wanted("get")) {
            return;
        }
        Case get = begin(Case.recordsPerSecond("get"));
        for (Server server : servers) {
            onDataStream(server, dataStream -> {
                long written = Load.records(
                                500_000, Duration.ofSeconds(10), SHARDS, () -> caller(server, Client.JSON, dataStream))
                        .records();
                readAll(server, dataStream, written);
                get.add(server.name(), readAll(server, dataStream, written));
            });
        }
    }

    private static double readAll(Server server, String dataStream, long written) {
        long start = System.nanoTime();
        long read = server.readAll(dataStream);
        double taken = (System.nanoTime() - start) / 1e9;
        if (read != written) {
            throw new IllegalStateException(server.name() + " took " + written + " records and gave " + read);
        }
        return read / taken;
    }

    private void singleRecord(List<Server> servers) {
        if (!wanted("single record")) {
            return;
        }
        Case single = begin(Case.of("single record", "milliseconds"));
        for (Server server : servers) {
            onDataStream(server, dataStream -> {
                try (Server.Caller caller = server.singleRecordCaller(dataStream)) {
                    delays(caller, SINGLE_RECORDS / 2);
                    single.add(server.name(), Percentiles.of(delays(caller, SINGLE_RECORDS)));
                }
            });
        }
    }

    private static long[] delays(Server.Caller caller, int calls) {
        long[] nanos = new long[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            caller.call();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    /** None of the peers offers subscriptions. */
    private void subscribe(List<Server> servers) throws InterruptedException {
        if (wanted("subscribe") && servers.getFirst() instanceof KinesisServer server) {
            begin(Case.of("subscribe", "milliseconds")).add(server.name(), SubscriptionDelay.measure(server));
        }
    }

    /** Cases without peers, each with nothing beside it. */
    private void alone(Path work) throws Exception {
        if (wanted("in process")) {
            inProcess(work);
        }
        if (wanted("memory")) {
            memory(work.resolve("memory"));
        }
        if (wanted("data streams")) {
            manyDataStreams(work.resolve("many"));
        }
    }

    private void inProcess(Path work) throws Exception {
        try (BenchServers servers = new BenchServers(work.resolve("servers"));
                EmbeddedKinesis service = new EmbeddedKinesis(work.resolve("in-process"), servers.catalog());
                RocksAlone rocks = new RocksAlone(work.resolve("rocksdb"))) {
            for (int callers : CALLERS) {
                Case inProcess = begin(Case.recordsPerSecond("in process " + callers(callers)));
                measure(inProcess, freshet.name(), callers, () -> new InProcess(service));
                measure(inProcess, "rocksdb", callers, () -> rocks.caller(SHARDS));
            }
        }
    }

    private void measure(Case inProcess, String name, int callers, Supplier<Server.Caller> open) {
        Load.during(Duration.ofSeconds(2), callers, open);
        inProcess.add(name, Load.during(Duration.ofSeconds(seconds), callers, open));
    }

    /** The first tenth of the records also warms up what is compiled and cached. */
    private void memory(Path home) throws Exception {
        try (Server server = freshet.start(home)) {
            server.createDataStream(DATA_STREAM, SHARDS);
            Map<String, Object> figures = new LinkedHashMap<>();
            StringBuilder text = new StringBuilder();
            double before = 0;
            for (long part : new long[] {records / 10, records / 10, records * 7 / 10, records / 10}) {
                Load.Done done = Load.records(
                        part, Duration.ofMinutes(10), SHARDS, () -> caller(server, Client.JSON, DATA_STREAM));
                before += done.records() / 1e6;
                long mebibytes = Math.round(server.process().residentBytes() / MEBIBYTE);
                figures.put(
                        String.format(Locale.ROOT, "after_%.1f_million", before),
                        Map.of("resident_mib", mebibytes, "records_per_second", Math.round(done.perSecond())));
                text.append(String.format(
                        Locale.ROOT, "%.1f M: %,d MiB, %,.0f records/s; ", before, mebibytes, done.perSecond()));
            }
            begin(Case.of("memory", "after")).add(freshet.name(), figures, text.toString());
        }
    }

    private void manyDataStreams(Path home) throws Exception {
        try (Server server = freshet.start(home)) {
            Case many = begin(Case.of("data streams", "cost"));
            int there = 0;
            for (int count : new int[] {0, 1, 100, 1000}) {
                for (; there < count; there++) {
                    server.createDataStream("empty-" + there, SHARDS);
                }
                long mebibytes = Math.round(server.process().residentBytes() / MEBIBYTE);
                long all = Math.round(server.process().bytesOfAll() / MEBIBYTE);
                double idle = idleCpu(server);
                many.add(
                        freshet.name() + " " + count,
                        Map.of("resident_mib", mebibytes, "with_other_processes_mib", all, "cpu_percent_idle", idle),
                        String.format(
                                Locale.ROOT,
                                "%,d MiB resident, %,d MiB with its other processes, %.1f %% of a processor when idle",
                                mebibytes,
                                all,
                                idle));
            }
        }
    }

    private static double idleCpu(Server server) throws InterruptedException {
        Duration time = Duration.ofSeconds(10);
        Duration before = server.process().cpuOfAll();
        Thread.sleep(time);
        Duration used = server.process().cpuOfAll().minus(before);
        return Math.round(1000.0 * used.toMillis() / time.toMillis()) / 10.0;
    }
}
