package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.log.Failpoints.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends and trims dies again and again; each life goes on with what the last left on the disk. */
@Timeout(1800)
class KilledWriterTest {
    private static final boolean LONG = Boolean.getBoolean("freshet.long");
    private static final long SEED = Long.getLong("freshet.seed", System.nanoTime());

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    private final History history = new History();
    private final Random random = new Random(SEED);

    @Test
    void everyAnsweredAppendIsThereInOrderWhereverTheProcessDies() throws Exception {
        int life = 0;
        for (int round = 0; round < (LONG ? 20 : 1); round++) {
            for (Moment moment : Moment.values()) {
                live(life++, moment.name(), Integer.MAX_VALUE);
                check();
            }
        }
        assertThat(history.answers()).isPositive();
    }

    @Test
    void everyAnsweredAppendIsThereInOrderAfterKillMinusNine() throws Exception {
        for (int life = 0; life < (LONG ? 60 : 3); life++) {
            live(life, "NEVER", 20 + random.nextInt(LONG ? 5000 : 300));
            check();
        }
        assertThat(history.answers()).isPositive();
    }

    /** @param linesMax after which it is killed, if it has not died */
    private void live(int life, String moment, int linesMax) throws IOException, InterruptedException {
        int time = 1 + random.nextInt(moment.endsWith("TRIM") ? 2 : 20);
        Path errors = folder.resolve("errors");
        Process process = ChildJvm.start(
                ChildJvm.command(WriterProcess.class, folder.resolve("log"), "life" + life, moment, time), errors);
        int lines = 0;
        try (BufferedReader answers = process.inputReader()) {
            String line;
            while ((line = answers.readLine()) != null) {
                remember(line);
                if (++lines == linesMax) {
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

    /** A last line without its end was cut by the death. */
    private void remember(String line) {
        String[] words = line.split(" ");
        if (words.length != 4 || words[3].chars().filter(c -> c == ':').count() != 2 || words[3].endsWith(":")) {
            return;
        }
        LogShard shard = shard(Integer.parseInt(words[1]));
        if (words[0].equals("appended")) {
            history.answered(shard, Long.parseLong(words[2]), words[3]);
        } else {
            history.trimmed(shard, Long.parseLong(words[2]));
        }
    }

    private void check() {
        try (RecordLog log =
                new RocksRecordLog(folder.resolve("log"), RocksSettings.defaults(), InstantSource.system())) {
            for (int i = 0; i < WriterProcess.SHARDS; i++) {
                history.check(log, shard(i));
            }
        }
    }

    private static LogShard shard(int number) {
        return new LogShard(WriterProcess.DATA_STREAM, number);
    }
}
