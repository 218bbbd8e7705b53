package dev.freshet.kinesis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.log.ChildJvm;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.store.CatalogDataStreamStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen writers, readers and a resharder, whose process is killed again and again, and a catalog and a log that
 * outlive it. Whatever was answered or seen in any life must agree with {@link DataStreamHistory}'s rules.
 */
@Timeout(1800)
class KilledServiceTest {
    private static final boolean LONG = Boolean.getBoolean("freshet.long");
    private static final long SEED = Long.getLong("freshet.seed", 20_260_301);
    private static final Duration LONG_FORM = Duration.ofMinutes(10);
    private static final int LIVES = 4;
    private static final String LAST_READER = "last";

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void nothingIsLostDoubledOrOutOfOrderWhileShardsChangeAndTheProcessIsKilled(TestReporter reporter)
            throws Exception {
        long endNanos = System.nanoTime() + LONG_FORM.toNanos();
        int rounds = 0;
        do {
            reporter.publishEntry("round " + rounds, round(rounds));
            rounds++;
        } while (LONG && System.nanoTime() < endNanos);
        reporter.publishEntry("seed", Long.toString(SEED));
    }

    /** Answers how much there was to check. */
    private String round(int round) throws Exception {
        TestCatalog catalog = TestCatalog.fresh();
        Path log = folder.resolve("log" + round);
        DataStreamHistory history = new DataStreamHistory();
        for (int life = 0; life < LIVES; life++) {
            int before = history.answeredRecords();
            live(life, catalog, log, history);
            assertThat(history.answeredRecords())
                    .as("records put in life %s", life)
                    .isGreaterThan(before);
        }
        readAll(catalog, log, history);
        assertThat(history.check(LAST_READER))
                .as("round %s, seed %s, %s shards", round, SEED, history.shards())
                .isEmpty();
        return history.answeredRecords() + " answered records in " + history.shards() + " shards, " + LIVES + " lives";
    }

    /** It dies while it reshards, most of the time; how far it came by then is chance. */
    private void live(int life, TestCatalog catalog, Path log, DataStreamHistory history) throws Exception {
        int time = 3 + random.nextInt(LONG ? 150 : 20);
        switch (life % LIVES) {
            case 0 -> live(life, catalog, log, history, DyingStore.Moment.AFTER_SAVE, time, _ -> false);
            case 2 -> live(life, catalog, log, history, DyingStore.Moment.BEFORE_SAVE, time, _ -> false);
            case 3 -> live(life, catalog, log, history, DyingStore.Moment.NEVER, 0, new Nth(time * 20, "put "));
            default ->
                live(life, catalog, log, history, DyingStore.Moment.NEVER, 0, new Nth(time, HistoryLines.RESHARDING));
        }
    }

    /** True at the nth line that begins so. */
    private static final class Nth implements Predicate<String> {
        private final String start;
        private int left;

        Nth(int count, String start) {
            this.left = count;
            this.start = start;
        }

        @Override
        public boolean test(String line) {
            return line.startsWith(start) && --left == 0;
        }
    }

    private void live(
            int life,
            TestCatalog catalog,
            Path log,
            DataStreamHistory history,
            DyingStore.Moment moment,
            int time,
            Predicate<String> kill)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process = ChildJvm.start(
                ChildJvm.command(
                        DataStreamProcess.class,
                        catalog.address().jdbcUrl(),
                        catalog.address().user(),
                        catalog.address().password(),
                        log,
                        life,
                        random.nextInt(1_000_000),
                        moment,
                        time),
                errors);
        try (BufferedReader lines = process.inputReader()) {
            String line;
            while ((line = lines.readLine()) != null) {
                HistoryLines.remember(line, history);
                if (kill.test(line)) {
                    // By its handle, for Process itself would also close the pipe, and what was answered is in there.
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor())
                .as("life %s, %s, seed %s: %s", life, moment, SEED, Files.readString(errors))
                .isEqualTo(137);
    }

    private void readAll(TestCatalog address, Path folderOfLog, DataStreamHistory history) {
        try (Catalog catalog = address.open();
                RecordLog log = DataStreamProcess.openLog(folderOfLog);
                Kinesis kinesis = DataStreamProcess.open(new CatalogDataStreamStore(catalog), log)) {
            history.listed(kinesis.dataStreams().describe(DataStreamProcess.DATA_STREAM).shards().stream()
                    .map(ListedShard::of)
                    .toList());
            ShardFollower follower = new ShardFollower(
                    LAST_READER,
                    kinesis.dataStreams(),
                    DataStreamProcess.DATA_STREAM,
                    kinesis.reader(),
                    random,
                    line -> HistoryLines.remember(line, history));
            while (follower.readOnce()) {
                // Until nothing is left.
            }
        }
    }
}
