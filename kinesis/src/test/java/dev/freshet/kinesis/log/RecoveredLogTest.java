package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.kinesis.log.Failpoints.Moment;
import dev.freshet.kinesis.log.RecordLogException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a log knows once it has been opened again, in the same process, after a failed write. */
@Timeout(120)
class RecoveredLogTest {
    private static final RocksSettings SMALL = new RocksSettings(1024 * 1024, 0, 32);
    private static final ReadLimit ALL = new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE);

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final LogShard shard = new LogShard(UUID.randomUUID(), 0);
    private final LogShard other = new LogShard(UUID.randomUUID(), 0);
    private final AtomicReference<@Nullable Moment> failingAt = new AtomicReference<>();

    private RecordLog open() {
        return new RocksRecordLog(folder, SMALL, clock, moment -> {
            if (failingAt.compareAndSet(moment, null)) {
                throw new RecordLogException(Kind.UNAVAILABLE, "failed at " + moment);
            }
        });
    }

    private void failAppend(RecordLog log) {
        failingAt.set(Moment.WRITTEN);
        assertThatThrownBy(() -> append(log, other, 1)).isInstanceOf(RecordLogException.class);
    }

    private static void append(RecordLog log, LogShard shard, int bytes) {
        log.append(List.of(new ShardBatch(shard, List.of(new NewRecord(new byte[1], new byte[bytes])))));
    }

    @Test
    void aTrimWhoseAnswerWasLostIsKnown() {
        try (RecordLog log = open()) {
            for (int i = 0; i < 4; i++) {
                append(log, shard, 1);
            }
            failingAt.set(Moment.AFTER_TRIM);
            assertThatThrownBy(() -> log.trim(shard, 3)).isInstanceOf(RecordLogException.class);
            failAppend(log);

            append(log, other, 1);

            assertThat(log.extent(shard)).isEqualTo(new Extent(3, 4));
            assertThat(log.read(shard, 0, ALL).records()).hasSize(1);
            assertThat(log.seek(shard, Instant.EPOCH)).isEqualTo(3);
        }
    }

    @Test
    void aShardThatCannotBeReadAnyMoreFailsItsOwnCallersAlone() throws IOException {
        try (RecordLog log = open()) {
            append(log, shard, 500_000);
        }
        open().close(); // Writes it to a file of its own.
        try (RecordLog log = open()) {
            assertThat(log.extent(shard)).isEqualTo(new Extent(0, 1));
            deleteBlobs();
            failAppend(log);

            append(log, other, 1);

            assertThat(log.read(other, 0, ALL).records()).isNotEmpty();
            assertThatThrownBy(() -> append(log, shard, 1))
                    .isInstanceOfSatisfying(
                            RecordLogException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
            append(log, other, 1);
        }
    }

    private void deleteBlobs() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path blob :
                    files.filter(file -> file.toString().endsWith(".blob")).toList()) {
                Files.delete(blob);
            }
        }
    }

    /** Its files cannot be made while it is gone, and nobody must take it for one that is new. */
    @Test
    void aDiskThatComesBackIsWrittenAgainWithoutAnAppendAndNothingIsLost() throws IOException {
        Path data = folder.resolve("data");
        Path gone = folder.resolve("gone");
        try (RecordLog log = open()) {
            append(log, shard, 100_000);
            Files.move(data, gone);
            long kept = appendUntilItFails(log);
            assertThatThrownBy(() -> append(log, shard, 1)).isInstanceOf(RecordLogException.class);
            assertThat(log.extent(shard).end()).isEqualTo(kept);
            assertThat(log.read(shard, 0, ALL).records()).hasSize((int) kept);

            Files.move(gone, data);

            log.drop(other.dataStream());
            assertThat(log.extent(shard).end()).isGreaterThanOrEqualTo(kept);
            append(log, shard, 1);
        }
    }

    private long appendUntilItFails(RecordLog log) {
        for (int i = 0; i < 1000; i++) {
            try {
                append(log, shard, 100_000);
            } catch (RecordLogException e) {
                return log.extent(shard).end();
            }
        }
        throw new AssertionError("The log goes on without its folder");
    }
}
