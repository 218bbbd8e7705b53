package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RocksRecordLogTest extends RecordLogContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    private final List<RecordLog> crashed = new ArrayList<>();

    @Override
    protected RecordLog open() {
        return new RocksRecordLog(folder.resolve("log"), RocksSettings.defaults(), clock);
    }

    /** A copy of the files as they are now is what a dead process leaves behind. */
    @Override
    protected RecordLog openAfterCrash(RecordLog log) {
        crashed.add(log);
        Path copy = folder.resolve("copy");
        DiskImage.copy(folder.resolve("log/data"), copy.resolve("data"));
        return new RocksRecordLog(copy, RocksSettings.defaults(), clock);
    }

    @AfterEach
    void closeCrashed() {
        crashed.forEach(RecordLog::close);
    }

    @Test
    void trimmedAndDroppedRecordsGiveTheirDiskSpaceBack() throws IOException, InterruptedException {
        LogShard trimmed = new LogShard(UUID.randomUUID(), 0);
        LogShard dropped = new LogShard(UUID.randomUUID(), 0);
        try (RecordLog log = new RocksRecordLog(folder.resolve("disk"), RocksSettings.defaults(), clock)) {
            NewRecord large = new NewRecord(new byte[1], new byte[1024 * 1024]);
            for (int i = 0; i < 60; i++) {
                log.append(List.of(new ShardBatch(trimmed, List.of(large)), new ShardBatch(dropped, List.of(large))));
            }
            long before = sizeBytes(folder.resolve("disk/data"));

            log.trim(trimmed, 60);
            log.drop(dropped.dataStream());
            log.reclaim();

            // Up to a write buffer's worth of write-ahead log, some 32 MiB, stays until the next opening.
            assertThat(before).isGreaterThan(120L * 1024 * 1024);
            awaitSizeBelow(before / 2, folder.resolve("disk/data"));
        }
        // Opening begins a new write-ahead log, and with that the old one's room is free too.
        try (RecordLog log = new RocksRecordLog(folder.resolve("disk"), RocksSettings.defaults(), clock)) {
            assertThat(log.extent(trimmed)).isEqualTo(new Extent(60, 60));
            awaitSizeBelow(2L * 1024 * 1024, folder.resolve("disk/data"));
        }
    }

    /** Trimming removes records before it says so. */
    @Test
    @Timeout(120)
    void whoeverReadsAtTheHorizonWhileItRisesMeetsNoDamage() throws Exception {
        LogShard shard = new LogShard(UUID.randomUUID(), 0);
        int batches = 150;
        try (RecordLog log = new RocksRecordLog(folder.resolve("rising"), RocksSettings.defaults(), clock)) {
            for (int i = 0; i < batches; i++) {
                log.append(List.of(batch(shard, "r" + i)));
            }
            CompletableFuture<Void> trimming = CompletableFuture.runAsync(() -> {
                for (int i = 1; i <= batches; i++) {
                    log.trim(shard, i);
                }
            });
            while (!trimming.isDone()) {
                log.read(shard, 0, new ReadLimit(1, Long.MAX_VALUE));
                log.seek(shard, Instant.EPOCH);
            }
            trimming.get();
        }
    }

    /** RocksDB deletes files that are of no use any more in the background. */
    private static void awaitSizeBelow(long bytes, Path data) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (sizeBytes(data) >= bytes && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(sizeBytes(data)).isLessThan(bytes);
    }

    private static long sizeBytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
