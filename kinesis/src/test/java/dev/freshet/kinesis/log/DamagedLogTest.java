package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.kinesis.log.RecordLogException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the embedded engine makes of files that do not hold what it wrote. */
class DamagedLogTest {
    private static final RocksSettings SMALL = new RocksSettings(1024 * 1024, 0, 32);
    private static final ReadLimit ALL = new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final int APPENDS = 20;
    private static final int RECORDS_PER_APPEND = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final LogShard shard = new LogShard(UUID.randomUUID(), 0);
    private final LogShard other = new LogShard(UUID.randomUUID(), 0);

    /** How many bytes of the write-ahead log's end never reached the disk. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 20, 50, 100, 333, 1000})
    void aTornEndLosesItsLastBatchesWholeAndNothingBeforeThem(int bytes) throws IOException {
        Path crashed = crashed();
        byte[] wal = Files.readAllBytes(writeAheadLog(crashed));
        Files.write(writeAheadLog(crashed), Arrays.copyOf(wal, wal.length - bytes));

        assertThatAPrefixIsThereAndAppendsGoOn(crashed);
    }

    /** Files grow before they are written: after a power failure their ends may hold anything. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 40_000})
    void whateverLiesBehindTheEndIsNotTakenForRecords(int bytes) throws IOException {
        for (byte filler : new byte[] {0, 1, -1}) {
            Path crashed = crashed();
            byte[] garbage = new byte[bytes];
            Arrays.fill(garbage, filler);
            Files.write(writeAheadLog(crashed), garbage, StandardOpenOption.APPEND);

            assertThat(assertThatAPrefixIsThereAndAppendsGoOn(crashed)).isEqualTo(APPENDS * RECORDS_PER_APPEND);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 60, 200, 700})
    void aFlippedByteNearTheEndIsFoundByItsChecksum(int fromEnd) throws IOException {
        Path crashed = crashed();
        flip(writeAheadLog(crashed), fromEnd);

        assertThatAPrefixIsThereAndAppendsGoOn(crashed);
    }

    /** The log as a crash leaves it: all of it in the write-ahead log. */
    private Path crashed() throws IOException {
        Path live = Files.createTempDirectory(folder, "live");
        Path copy = Files.createTempDirectory(folder, "copy");
        try (RecordLog log = new RocksRecordLog(live, SMALL, clock)) {
            for (int i = 0; i < APPENDS; i++) {
                log.append(List.of(RecordLogContract.batch(shard, i + "a", i + "b", i + "c")));
            }
            DiskImage.copy(live.resolve("data"), copy.resolve("data"));
        }
        return copy;
    }

    private long assertThatAPrefixIsThereAndAppendsGoOn(Path crashed) {
        long kept;
        try (RecordLog log = new RocksRecordLog(crashed, SMALL, clock)) {
            List<String> texts = RecordLogContract.texts(log.read(shard, 0, ALL).records());
            kept = texts.size();
            assertThat(kept).isPositive().isLessThanOrEqualTo(APPENDS * RECORDS_PER_APPEND);
            assertThat(kept % RECORDS_PER_APPEND).as("batches are whole").isZero();
            for (int i = 0; i < kept; i++) {
                assertThat(texts.get(i)).isEqualTo(i / RECORDS_PER_APPEND + "abc".substring(i % 3, i % 3 + 1));
            }
            assertThat(log.append(List.of(RecordLogContract.batch(shard, "new")))
                            .getFirst()
                            .firstIndex())
                    .isEqualTo(kept);
        }
        try (RecordLog log = new RocksRecordLog(crashed, SMALL, clock)) {
            assertThat(log.extent(shard)).isEqualTo(new Extent(0, kept + 1));
        }
        return kept;
    }

    @Test
    void aDamagedValueFailsItsOwnReadersAndNobodyElse() throws IOException {
        Path data = twoDataStreamsOnDisk();
        flip(smallest(data, ".blob"), 200_000);

        try (RecordLog log = new RocksRecordLog(folder, SMALL, clock)) {
            assertThatDamageIsReportedFor(log, shard);
            assertThat(log.read(other, 0, ALL).records()).hasSize(4);
            assertThat(log.append(List.of(RecordLogContract.batch(other, "on")))
                            .getFirst()
                            .firstIndex())
                    .isEqualTo(4);
        }
    }

    @Test
    void aMissingFileFailsTheReadersOfItsRecordsAndNobodyElse() throws IOException {
        Path data = twoDataStreamsOnDisk();
        Files.delete(smallest(data, ".blob"));

        try (RecordLog log = new RocksRecordLog(folder, SMALL, clock)) {
            assertThatDamageIsReportedFor(log, shard);
            assertThat(log.read(other, 0, ALL).records()).hasSize(4);
            assertThat(log.append(List.of(RecordLogContract.batch(other, "on")))
                            .getFirst()
                            .firstIndex())
                    .isEqualTo(4);
        }
        try (RecordLog log = new RocksRecordLog(folder, SMALL, clock)) {
            assertThat(log.read(other, 0, ALL).records()).hasSize(5);
        }
    }

    /** Its keys, or what describes them; the second keeps RocksDB from opening by its own rules. */
    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void aDamagedTableIsReportedAndDoesNotKeepTheLogFromOpening(int at) throws IOException {
        Path table = smallest(twoDataStreamsOnDisk(), ".sst");
        flip(table, (int) Files.size(table) - at);

        try (RecordLog log = new RocksRecordLog(folder, SMALL, clock)) {
            assertThatDamageIsReportedFor(log, shard);
        }
    }

    private static void assertThatDamageIsReportedFor(RecordLog log, LogShard damaged) {
        assertThatThrownBy(() -> log.read(damaged, 0, ALL))
                .isInstanceOfSatisfying(
                        RecordLogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
    }

    /** Each data stream's records lie in files of their own, the first one's in the smaller files. */
    private Path twoDataStreamsOnDisk() throws IOException {
        for (LogShard each : List.of(shard, other)) {
            NewRecord record = new NewRecord(new byte[1], new byte[each == shard ? 500_000 : 900_000]);
            try (RecordLog log = new RocksRecordLog(folder, SMALL, clock)) {
                for (int i = 0; i < 4; i++) {
                    log.append(List.of(new ShardBatch(each, List.of(record))));
                }
            }
        }
        // Opening writes what the write-ahead log still holds to tables.
        new RocksRecordLog(folder, SMALL, clock).close();
        return folder.resolve("data");
    }

    private static Path writeAheadLog(Path crashed) throws IOException {
        return files(crashed.resolve("data"), ".log").stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private static Path smallest(Path data, String ending) throws IOException {
        return files(data, ending).stream()
                .min(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static void flip(Path file, int fromEnd) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.max(0, bytes.length - fromEnd)] ^= 0x40;
        Files.write(file, bytes);
    }
}
