package dev.freshet.bench.micro;

import dev.freshet.capture.pgoutput.PgOutputReader;
import dev.freshet.capture.pgoutput.ReplicationMessage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the message of one inserted row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PgOutputReaderBenchmark {
    private final PgOutputReader reader = new PgOutputReader();
    private final byte[] message = OrderRow.insertMessage(123_456);

    @Benchmark
    public ReplicationMessage readInsert() {
        return reader.read(message, 0, message.length);
    }
}
