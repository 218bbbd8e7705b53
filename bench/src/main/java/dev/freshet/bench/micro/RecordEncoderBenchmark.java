package dev.freshet.bench.micro;

import dev.freshet.capture.pgoutput.PgOutputReader;
import dev.freshet.capture.pgoutput.ReplicationMessage.Insert;
import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.capture.writeset.SpillFolder;
import dev.freshet.capture.writeset.WriteSet;
import dev.freshet.record.ClusterId;
import dev.freshet.record.TransactionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** From a row's message to its change record, by way of the write set, in transactions of a thousand rows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordEncoderBenchmark {
    private static final int ROWS = 1000;
    private static final long COMMITTED_NANOS = 1_795_390_822_045_654_000L;

    private final PgOutputReader reader = new PgOutputReader();
    private final CapturedTable table = OrderRow.table();
    private final TransactionId transaction =
            TransactionId.of(new ClusterId("kmabugltfmjdaj2siqr2qbxgju"), 1, 0x17C71F8, 763);
    private final WriteSet writeSet = new WriteSet(
            64 << 20, new SpillFolder(Path.of(System.getProperty("java.io.tmpdir"), "freshet-bench-never-spills")));
    private final byte[][] messages = messages();

    private static byte[][] messages() {
        byte[][] messages = new byte[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            messages[i] = OrderRow.insertMessage(i);
        }
        return messages;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void encodeInserts(Blackhole hole) throws IOException {
        for (byte[] message : messages) {
            writeSet.insert(table, ((Insert) reader.read(message, 0, message.length)).row());
        }
        writeSet.<RuntimeException>forEachRecord(transaction, COMMITTED_NANOS, COMMITTED_NANOS, hole::consume);
        writeSet.clear();
    }

    @TearDown
    public void close() throws IOException {
        writeSet.close();
    }
}
