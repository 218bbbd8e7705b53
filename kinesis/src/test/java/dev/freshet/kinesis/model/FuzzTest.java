package dev.freshet.kinesis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Request bodies that no client sends, to every operation: each gets an answer of 200 or one of the service's errors,
 * whole and in the notation of its request, and leaves nothing behind in memory.
 *
 * <p>{@code -Dfreshet.long=true} tries a million in each notation; {@code -Dfreshet.seed} repeats a run.
 */
class FuzzTest {
    private static final int BODIES = Boolean.getBoolean("freshet.long") ? 1_000_000 : 20_000;
    private static final long SEED = Long.getLong("freshet.seed", 20_131_202);
    /** What caches and code may take that were not used before. */
    private static final long GROWTH_BYTES_MAX = 32L * 1024 * 1024;
    /** None takes seconds; a machine that is busy with other things may make it so. */
    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void noBodyBreaksAnything(FuzzNotation notation, @TempDir Path folder, TestReporter reporter) throws Exception {
        Optional<ServiceModel> installed = ServiceModel.installed();
        assumeTrue(installed.isPresent(), "Skipped: botocore is not installed here");
        try (FuzzRun run = new FuzzRun(installed.orElseThrow(), notation, new SplittableRandom(SEED), folder)) {
            run(run, BODIES / 5);
            long before = usedBytes();
            run(run, BODIES - BODIES / 5);
            long grown = usedBytes() - before;

            reporter.publishEntry(
                    notation + ", seed " + SEED, run.summary() + ", heap grew by " + grown / 1024 + " KiB");
            assertThat(run.faults()).as("faults with seed " + SEED).isEmpty();
            assertThat(run.count()).isEqualTo(BODIES);
            assertThat(grown).as("bytes that stay in use").isLessThan(GROWTH_BYTES_MAX);
        }
    }

    /** In a thread of its own, so that a body that is never answered can be told. */
    private static void run(FuzzRun run, int bodies) throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread worker = Thread.ofPlatform().daemon().name("fuzz").unstarted(() -> {
            try {
                for (int i = 0; i < bodies; i++) {
                    run.next();
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        worker.start();
        long seen = -1;
        while (!worker.join(ANSWER_TIME_MAX)) {
            assertThat(run.count())
                    .as("Seed " + SEED + ", no answer to " + run.current())
                    .isNotEqualTo(seen);
            seen = run.count();
        }
        assertThat(failure.get()).as("Seed " + SEED + ", " + run.current()).isNull();
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
