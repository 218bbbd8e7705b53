package dev.freshet.bench.micro;

import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet-bench micro}: what a row costs at the reader and at the encoder, without any server. */
@Command(
        name = "micro",
        description = "Nanoseconds and bytes a row at the pgoutput reader and the record encoder (JMH).",
        mixinStandardHelpOptions = true)
public final class MicroBench implements Callable<Integer> {
    @Option(names = "--seconds", description = "Of measurement for each benchmark. Default: ${DEFAULT-VALUE}.")
    private int seconds = 10;

    @Override
    public Integer call() throws Exception {
        new Runner(new OptionsBuilder()
                        .include(MicroBench.class.getPackageName())
                        .forks(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(seconds * 1000L / 5))
                        .addProfiler("gc")
                        .build())
                .run();
        return 0;
    }
}
