package dev.freshet.bench.capture;

import dev.freshet.bench.report.Percentiles;
import dev.freshet.bench.stage.EmbeddedKinesis;
import dev.freshet.capture.CaptureConfig;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.database.Sessions;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.datastream.DataRecord;
import dev.freshet.kinesis.datastream.ReadResult;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardPosition;
import dev.freshet.kinesis.datastream.StartingPoint;
import dev.freshet.kinesis.log.ReadLimit;
import dev.freshet.pipeline.CaptureLog;
import dev.freshet.pipeline.CheckpointStore;
import dev.freshet.pipeline.PipelineId;
import dev.freshet.pipeline.Route;
import dev.freshet.pipeline.RunningPipelines;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the return of a commit to the moment at which a reader of the data stream has the record, at a steady pace of
 * transactions of one row. The readers look without pause, so what they add is small.
 */
final class Latency {
    static final int PER_SECOND = 1000;
    private static final int WARM_UP_SECONDS = 5;
    private static final Pattern ID = Pattern.compile("\"after\":\\{\"id\":(\\d+)");

    private final DatabaseAddress database;
    private final EmbeddedKinesis service;
    private final AtomicLongArray committed;
    private final AtomicLongArray readable;

    private Latency(DatabaseAddress database, EmbeddedKinesis service, int transactions) {
        this.database = database;
        this.service = service;
        this.committed = new AtomicLongArray(transactions);
        this.readable = new AtomicLongArray(transactions);
    }

    /** Without the first seconds. */
    static Percentiles measure(
            DatabaseAddress database,
            EmbeddedKinesis service,
            PipelineId id,
            CheckpointStore checkpoints,
            Path spillFolder,
            int seconds)
            throws Exception {
        int transactions = (WARM_UP_SECONDS + seconds) * PER_SECOND;
        Latency latency = new Latency(database, service, transactions);
        Workload.INSERTS.prepare(database, 0);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        CompletableFuture<Void> active = new CompletableFuture<>();
        CaptureLog log = new CaptureLog(
                id, () -> database, checkpoints, CaptureConfig.withDefaults(spillFolder), InstantSource.system());
        try (RunningPipelines pipelines = PipelineRead.pipelines(checkpoints)) {
            EmbeddedDataStream target = new EmbeddedDataStream(service.kinesis(), service.dataStream());
            pipelines.begin(id, new Route(log, target), new LogWriter.Active(active));
            active.get();
            long[] nanos = latency.run();
            pipelines.end(id, log);
            return Percentiles.of(nanos);
        }
    }

    private long[] run() throws SQLException, InterruptedException {
        List<Thread> readers = new ArrayList<>();
        for (Shard shard : service.dataStream().shards()) {
            readers.add(
                    Thread.ofPlatform().name("reader-" + shard.id()).daemon().start(() -> read(shard)));
        }
        write();
        while (missing() > 0) {
            Thread.sleep(10);
        }
        readers.forEach(Thread::interrupt);
        long[] nanos = new long[committed.length() - WARM_UP_SECONDS * PER_SECOND];
        for (int i = 0; i < nanos.length; i++) {
            int transaction = WARM_UP_SECONDS * PER_SECOND + i;
            nanos[i] = readable.get(transaction) - committed.get(transaction);
        }
        return nanos;
    }

    private long missing() {
        long missing = 0;
        for (int i = 0; i < readable.length(); i++) {
            missing += readable.get(i) == 0 ? 1 : 0;
        }
        return missing;
    }

    private void write() throws SQLException {
        try (Connection connection = Sessions.open(database);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO public.orders VALUES (?, 7, 'product', 1, 9.99, 'new', 'a note', now(), false)")) {
            long start = System.nanoTime();
            for (int i = 0; i < committed.length(); i++) {
                long due = start + i * (1_000_000_000L / PER_SECOND);
                long wait;
                while ((wait = due - System.nanoTime()) > 0) {
                    LockSupport.parkNanos(wait);
                }
                insert.setLong(1, i);
                insert.executeUpdate();
                committed.set(i, System.nanoTime());
            }
        }
    }

    private void read(Shard shard) {
        Kinesis kinesis = service.kinesis();
        ShardPosition position = kinesis.reader()
                .locate(service.dataStream().name(), shard.id(), new StartingPoint.TrimHorizon(), "GetShardIterator");
        while (!Thread.currentThread().isInterrupted()) {
            ReadResult result = kinesis.reader().read(position, new ReadLimit(10_000, 10 << 20));
            long now = System.nanoTime();
            for (DataRecord record : result.records()) {
                Matcher id = ID.matcher(new String(record.data(), java.nio.charset.StandardCharsets.UTF_8));
                if (id.find()) {
                    readable.compareAndSet(Integer.parseInt(id.group(1)), 0, now);
                }
            }
            position = result.next().orElseThrow();
            if (result.records().isEmpty()) {
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
