package dev.freshet.bench;

import dev.freshet.bench.capture.CaptureBench;
import dev.freshet.bench.faults.FaultsBench;
import dev.freshet.bench.micro.MicroBench;
import dev.freshet.bench.streams.StreamsBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code freshet-bench} command. */
@Command(
        name = "freshet-bench",
        description = "Measures Freshet beside peers and physical limits, each in one run; and hurts it.",
        subcommands = {CaptureBench.class, StreamsBench.class, MicroBench.class, FaultsBench.class},
        mixinStandardHelpOptions = true)
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
