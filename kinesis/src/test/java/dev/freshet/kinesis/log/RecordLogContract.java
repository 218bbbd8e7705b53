package dev.freshet.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine of the {@link RecordLog} keeps. */
public abstract class RecordLogContract {
    private static final ReadLimit ALL = new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE);

    protected final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final LogShard shard = new LogShard(UUID.randomUUID(), 0);
    private final LogShard sibling = new LogShard(shard.dataStream(), 1);

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private RecordLog log;

    /** Opens the log on the same storage each time. */
    protected abstract RecordLog open();

    /** Ends the log as the death of the process would, without its close. */
    protected abstract RecordLog openAfterCrash(RecordLog crashed);

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void aNewShardIsEmpty() {
        assertThat(log.extent(shard)).isEqualTo(new Extent(0, 0));
        assertThat(log.read(shard, 0, ALL).records()).isEmpty();
        assertThat(log.seek(shard, Instant.EPOCH)).isZero();
    }

    @Test
    void recordsComeBackInTheirOrderWithKeyDataIndexAndTime() {
        log.append(List.of(batch(shard, "a", "b")));
        log.append(List.of(batch(shard, "c")));

        List<StoredRecord> records = log.read(shard, 0, ALL).records();

        assertThat(texts(records)).containsExactly("a", "b", "c");
        assertThat(records).extracting(StoredRecord::index).containsExactly(0L, 1L, 2L);
        assertThat(records).extracting(StoredRecord::arrival).containsOnly(clock.instant());
        assertThat(new String(records.getFirst().partitionKey(), UTF_8)).isEqualTo("key of a");
    }

    @Test
    void recordsOfAnySizeComeBackWhole() {
        List<NewRecord> records = IntStream.of(0, 1, 127, 128, 16_383, 16_384, 5_000_000)
                .mapToObj(size -> new NewRecord(new byte[0], new byte[size]))
                .toList();

        log.append(List.of(new ShardBatch(shard, records)));

        assertThat(log.read(shard, 0, ALL).records())
                .extracting(record -> record.data().length)
                .containsExactly(0, 1, 127, 128, 16_383, 16_384, 5_000_000);
    }

    @Test
    void anAppendAnswersEachBatchsFirstIndexAndTime() {
        log.append(List.of(batch(shard, "a", "b")));

        assertThat(log.append(List.of(batch(shard, "c"), batch(sibling, "d"))))
                .containsExactly(new Appended(shard, 2, clock.instant()), new Appended(sibling, 0, clock.instant()));
    }

    @Test
    void shardsAndDataStreamsAreKeptApart() {
        LogShard stranger = new LogShard(UUID.randomUUID(), 0);
        log.append(List.of(batch(shard, "a"), batch(sibling, "b"), batch(stranger, "c")));

        assertThat(texts(log.read(shard, 0, ALL).records())).containsExactly("a");
        assertThat(texts(log.read(sibling, 0, ALL).records())).containsExactly("b");
        assertThat(texts(log.read(stranger, 0, ALL).records())).containsExactly("c");
    }

    @Test
    void aReadStartsWithinABatchAndCrossesBatches() {
        log.append(List.of(batch(shard, "a", "b", "c")));
        log.append(List.of(batch(shard, "d", "e")));

        assertThat(texts(log.read(shard, 2, ALL).records())).containsExactly("c", "d", "e");
    }

    @Test
    void aReadStopsAtItsLimitOfRecordsAndSaysWhereToGoOn() {
        log.append(List.of(batch(shard, "a", "b", "c")));

        Slice slice = log.read(shard, 0, new ReadLimit(2, Long.MAX_VALUE));

        assertThat(texts(slice.records())).containsExactly("a", "b");
        assertThat(slice.nextIndex()).isEqualTo(2);
        assertThat(slice.end()).isEqualTo(3);
    }

    @Test
    void aReadStopsAtItsLimitOfBytesButReturnsOneRecordAtLeast() {
        log.append(List.of(batch(shard, "a", "b", "c")));
        int recordBytes = record("a").sizeBytes();

        assertThat(texts(log.read(shard, 0, new ReadLimit(10, 2L * recordBytes + 1))
                        .records()))
                .containsExactly("a", "b");
        assertThat(texts(log.read(shard, 1, new ReadLimit(10, 1)).records())).containsExactly("b");
    }

    @Test
    void aReadAtTheEndOrBeyondReturnsNothingAndStaysThere() {
        log.append(List.of(batch(shard, "a")));

        assertThat(log.read(shard, 1, ALL)).isEqualTo(new Slice(List.of(), 1, 1));
        assertThat(log.read(shard, 7, ALL)).isEqualTo(new Slice(List.of(), 7, 1));
    }

    @Test
    void arrivalTimesNeverDecreaseWhenTheClockGoesBack() {
        Instant first = clock.instant();
        log.append(List.of(batch(shard, "a")));
        clock.advance(Duration.ofHours(-1));

        assertThat(log.append(List.of(batch(shard, "b"))).getFirst().arrival()).isEqualTo(first);
        reopen();
        assertThat(log.append(List.of(batch(shard, "c"))).getFirst().arrival()).isEqualTo(first);
    }

    @Test
    void aSeekFindsTheFirstRecordAtOrAfterATime() {
        Instant start = clock.instant();
        for (int minute = 0; minute < 20; minute++) {
            log.append(List.of(batch(shard, "x" + minute, "y" + minute)));
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(log.seek(shard, start.minusMillis(1))).isZero();
        assertThat(log.seek(shard, start)).isZero();
        assertThat(log.seek(shard, start.plusMillis(1))).isEqualTo(2);
        assertThat(log.seek(shard, start.plus(Duration.ofMinutes(7)))).isEqualTo(14);
        assertThat(log.seek(shard, clock.instant())).isEqualTo(40);
    }

    @Test
    void trimmedRecordsAreGoneAndReadersGoOnAtTheHorizon() {
        log.append(List.of(batch(shard, "a", "b")));
        log.append(List.of(batch(shard, "c", "d")));

        log.trim(shard, 3);

        assertThat(log.extent(shard)).isEqualTo(new Extent(3, 4));
        assertThat(texts(log.read(shard, 0, ALL).records())).containsExactly("d");
        assertThat(log.seek(shard, Instant.EPOCH)).isEqualTo(3);
        reopen();
        assertThat(texts(log.read(shard, 0, ALL).records())).containsExactly("d");
    }

    @Test
    void trimmingNeverBringsRecordsBackAndStopsAtTheEnd() {
        log.append(List.of(batch(shard, "a", "b")));

        log.trim(shard, 9);
        log.trim(shard, 1);

        assertThat(log.extent(shard)).isEqualTo(new Extent(2, 2));
    }

    @Test
    void indexesAndTimesGoOnInAShardThatWasTrimmedEmpty() {
        log.append(List.of(batch(shard, "a", "b")));
        Instant last = clock.instant();
        log.trim(shard, 2);
        reopen();
        clock.advance(Duration.ofDays(-1));

        assertThat(log.append(List.of(batch(shard, "c")))).containsExactly(new Appended(shard, 2, last));
        assertThat(texts(log.read(shard, 0, ALL).records())).containsExactly("c");
    }

    @Test
    void aDroppedDataStreamIsGoneAndOthersStay() {
        LogShard stranger = new LogShard(UUID.randomUUID(), 0);
        log.append(List.of(batch(shard, "a"), batch(sibling, "b"), batch(stranger, "c")));
        log.trim(sibling, 1);

        log.drop(shard.dataStream());

        assertThat(log.extent(shard)).isEqualTo(new Extent(0, 0));
        assertThat(log.extent(sibling)).isEqualTo(new Extent(0, 0));
        assertThat(texts(log.read(stranger, 0, ALL).records())).containsExactly("c");
        reopen();
        assertThat(log.extent(shard)).isEqualTo(new Extent(0, 0));
        assertThat(texts(log.read(stranger, 0, ALL).records())).containsExactly("c");
    }

    @Test
    void whatWasAnsweredIsThereAfterACrash() {
        log.append(List.of(batch(shard, "a", "b")));
        log.append(List.of(batch(shard, "c")));

        log = openAfterCrash(log);

        assertThat(texts(log.read(shard, 0, ALL).records())).containsExactly("a", "b", "c");
        assertThat(log.append(List.of(batch(shard, "d"))).getFirst().firstIndex())
                .isEqualTo(3);
    }

    @Test
    void aReaderWaitsForTheNextRecord() throws Exception {
        try (ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> came = waiters.submit(() -> log.await(shard, 0, Duration.ofMinutes(1)));
            log.append(List.of(batch(shard, "a")));

            assertThat(came.get()).isTrue();
            assertThat(log.await(shard, 1, Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void aReaderBesideSixteenWritersNeverSeesAGapAndEachWritersRecordsStayInOrder() throws Exception {
        int writers = 16;
        int appends = 50;
        AtomicBoolean writing = new AtomicBoolean(true);
        // The reader never waits, and would keep a single processor from virtual threads.
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<List<StoredRecord>> reader = threads.submit(() -> readWhile(writing));
            List<Future<?>> written = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int name = writer;
                written.add(threads.submit(() -> write(name, appends)));
            }
            for (Future<?> future : written) {
                future.get();
            }
            writing.set(false);
            assertInOrder(reader.get(), writers, appends);
        }
    }

    private void write(int writer, int appends) {
        for (int i = 0; i < appends; i++) {
            log.append(List.of(batch(shard, writer + ":" + 2 * i, writer + ":" + (2 * i + 1)), batch(sibling, "x")));
        }
    }

    private List<StoredRecord> readWhile(AtomicBoolean writing) {
        List<StoredRecord> seen = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = !writing.get();
            Slice slice = log.read(shard, seen.size(), ALL);
            seen.addAll(slice.records());
            assertThat(slice.nextIndex()).isEqualTo(seen.size()).isEqualTo(slice.end());
        }
        return seen;
    }

    private static void assertInOrder(List<StoredRecord> seen, int writers, int appends) {
        assertThat(seen).hasSize(2 * writers * appends);
        int[] next = new int[writers];
        long index = 0;
        for (StoredRecord record : seen) {
            assertThat(record.index()).isEqualTo(index++);
            String[] text = new String(record.data(), UTF_8).split(":");
            int writer = Integer.parseInt(text[0]);
            assertThat(Integer.parseInt(text[1])).isEqualTo(next[writer]++);
        }
    }

    @Test
    void aClosedLogRefusesCalls() {
        log.close();

        assertThatThrownBy(() -> log.append(List.of(batch(shard, "a"))))
                .isInstanceOfSatisfying(RecordLogException.class, RecordLogContract::assertClosed);
        assertThatThrownBy(() -> log.read(shard, 0, ALL))
                .isInstanceOfSatisfying(RecordLogException.class, RecordLogContract::assertClosed);
    }

    private static void assertClosed(RecordLogException e) {
        assertThat(e.kind()).isEqualTo(RecordLogException.Kind.CLOSED);
    }

    private void reopen() {
        log.close();
        log = open();
    }

    static ShardBatch batch(LogShard shard, String... texts) {
        return new ShardBatch(
                shard, List.of(texts).stream().map(RecordLogContract::record).toList());
    }

    private static NewRecord record(String text) {
        return new NewRecord(("key of " + text).getBytes(UTF_8), text.getBytes(UTF_8));
    }

    static List<String> texts(List<StoredRecord> records) {
        return records.stream().map(record -> new String(record.data(), UTF_8)).toList();
    }
}
