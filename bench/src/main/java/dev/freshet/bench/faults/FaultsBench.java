package dev.freshet.bench.faults;

import dev.freshet.bench.faults.Misfortune.What;
import dev.freshet.pipeline.Fault;
import dev.freshet.pipeline.Gap;
import dev.freshet.pipeline.Trial;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Exit codes: 0 nothing was lost or invented, 1 something was. */
@Command(
        name = "faults",
        description = "Hurts a running pipeline at random, and compares tables and records after each time.",
        mixinStandardHelpOptions = true)
public final class FaultsBench implements Callable<Integer> {
    private static final InstantSource CLOCK = InstantSource.system();

    @Option(names = "--minutes", defaultValue = "5", description = "How long (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--seed", description = "Which schedule; the same seed gives the same one.")
    private @Nullable Long seed;

    private final PrintStream out = System.out;
    private final Map<String, Integer> survived = new TreeMap<>();
    private long transactions;
    private long records;

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        out.println("Seed " + chosen + ", " + minutes + " minutes");
        Path folder = Files.createTempDirectory("freshet-faults-");
        out.println("In " + folder);
        Instant start = CLOCK.instant();
        try (Trial trial = Trial.start(folder, new Random(chosen))) {
            Schedule schedule = new Schedule(chosen);
            int step = 0;
            while (Duration.between(start, CLOCK.instant()).toMinutes() < minutes) {
                step++;
                Misfortune misfortune = schedule.next();
                List<String> differences = suffer(trial, misfortune);
                print(step, start, misfortune, differences);
                if (!differences.isEmpty()) {
                    return 1;
                }
            }
            count(trial);
        }
        // After a failure it stays: it holds the server's log and data.
        Trial.deleteFolder(folder);
        conclude();
        return 0;
    }

    private List<String> suffer(Trial trial, Misfortune misfortune) throws Exception {
        trial.startWriting(misfortune.writers(), misfortune.pauseMillis());
        trial.awaitWritten(20);
        switch (misfortune.what()) {
            case What.Faults(List<Fault> faults) -> together(trial, faults);
            case What.Loss(Gap gap) -> {
                out.println("      " + gap.happenTo(trial));
                count(trial);
                trial.beginAnew();
                trial.startWriting(misfortune.writers(), misfortune.pauseMillis());
            }
        }
        trial.awaitWritten(20);
        return trial.judge();
    }

    private static void together(Trial trial, List<Fault> faults) throws Exception {
        List<FutureTask<Fault>> tasks = new ArrayList<>();
        for (Fault fault : faults) {
            FutureTask<Fault> task = new FutureTask<>(() -> {
                fault.happenTo(trial);
                return fault;
            });
            tasks.add(task);
            Thread.ofVirtual().name("fault-" + fault).start(task);
        }
        for (FutureTask<Fault> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Of " + faults + " one could not be done", e.getCause());
            }
        }
    }

    private void print(int step, Instant start, Misfortune misfortune, List<String> differences) {
        survived.merge(misfortune.what().toString(), 1, Integer::sum);
        out.printf(
                "%5d %5d s  %-60s %d writers  %s%n",
                step,
                Duration.between(start, CLOCK.instant()).toSeconds(),
                misfortune.what(),
                misfortune.writers(),
                differences.isEmpty() ? "nothing lost, nothing invented" : differences);
    }

    /** A CDC stream has ended; its counts are added to the run's. */
    private void count(Trial trial) {
        transactions += trial.committed();
        records += trial.records();
    }

    private void conclude() {
        out.println();
        survived.forEach((what, times) -> out.printf("%5d x %s%n", times, what));
        out.printf("%d transactions, %d records, all right%n", transactions, records);
    }
}
