package dev.freshet.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.kinesis.log.Failpoints.Moment;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The program that {@link KilledWriterTest} kills. It appends and trims without end, and prints a line for each answer
 * that it got, so that a line that was read proves the answer.
 */
final class WriterProcess {
    static final UUID DATA_STREAM = new UUID(7, 7);
    static final int WRITERS = 4;
    /** All writers append to the first, half of them to each of the next two, and only the first writer to the last. */
    static final int SHARDS = 4;

    private static final int TRIMMED_SHARD = 3;
    private static final int TRIM_EVERY_CALLS = 20;

    private final String generation;
    private final RecordLog log;
    private final PrintStream out = new PrintStream(System.out, true, UTF_8);

    private WriterProcess(String generation, RecordLog log) {
        this.generation = generation;
        this.log = log;
    }

    /** Arguments: the log's folder, this run's name, the moment at which to die or NEVER, at which time of it. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        RecordLog log = new RocksRecordLog(
                folder,
                new RocksSettings(1024 * 1024, 0, 32),
                InstantSource.system(),
                deathAt(arguments[2], Integer.parseInt(arguments[3])));
        WriterProcess process = new WriterProcess(arguments[1], log);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(Thread.ofVirtual().name("writer-" + i).start(() -> process.write(writer)));
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static Failpoints deathAt(String moment, int time) {
        AtomicInteger left = new AtomicInteger(time);
        return reached -> {
            if (!moment.equals("NEVER") && reached == Moment.valueOf(moment) && left.decrementAndGet() == 0) {
                // Neither hooks nor finalizers run, no buffer is flushed: as kill -9, but just here.
                Runtime.getRuntime().halt(137);
            }
        };
    }

    private void write(int writer) {
        for (int call = 0; ; call++) {
            List<ShardBatch> batches = new ArrayList<>();
            batches.add(batch(0, 3, writer, call));
            batches.add(batch(1 + writer % 2, 2, writer, call));
            if (writer == 0) {
                batches.add(batch(TRIMMED_SHARD, 2, writer, call));
            }
            for (Appended appended : log.append(batches)) {
                print("appended", appended.shard().shard(), appended.firstIndex(), writer, call);
            }
            if (writer == 0 && call % TRIM_EVERY_CALLS == TRIM_EVERY_CALLS - 1) {
                Extent extent = log.extent(batches.getLast().shard());
                // Within a batch, which then stays on the disk whole.
                long horizon = extent.end() - 3;
                log.trim(batches.getLast().shard(), horizon);
                print("trimmed", TRIMMED_SHARD, horizon, writer, call);
            }
        }
    }

    private void print(String what, int shard, long index, int writer, int call) {
        out.println(what + " " + shard + " " + index + " " + generation + ":" + writer + ":" + call);
    }

    private ShardBatch batch(int shard, int size, int writer, int call) {
        return new ShardBatch(
                new LogShard(DATA_STREAM, shard),
                IntStream.range(0, size)
                        .mapToObj(i -> new NewRecord(
                                (i + "/" + size).getBytes(UTF_8),
                                (generation + ":" + writer + ":" + call).getBytes(UTF_8)))
                        .toList());
    }
}
