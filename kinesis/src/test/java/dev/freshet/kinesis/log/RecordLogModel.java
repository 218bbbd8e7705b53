package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Every engine of the {@link RecordLog} behaves as this model does: a list a shard. Whatever operations come in whatever
 * order, both answer the same.
 */
public abstract class RecordLogModel {
    private static final int SHARDS = 3;
    private static final UUID DATA_STREAM = new UUID(1, 1);
    private static final UUID DROPPED = new UUID(2, 2);

    /** An engine on storage of its own, that can be opened again. */
    public interface Engine extends AutoCloseable {
        RecordLog log();

        /** Closes and opens the log on the same storage. */
        void restart();

        /** Opens the log on what the death of the process would leave. */
        void crash();

        @Override
        void close();
    }

    protected abstract Engine start(AdjustableClock clock);

    /** One step, done to the engine and to the model. */
    private sealed interface Step {
        /** @param sizes by shard; 0 leaves the shard out */
        record Append(List<Integer> sizes, int dataBytes) implements Step {}

        record Read(int shard, int fromTenths, int records, int bytes) implements Step {}

        record Seek(int shard, int millis) implements Step {}

        record Trim(int shard, int tenths) implements Step {}

        record Clock(int millis) implements Step {}

        record Drop() implements Step {}

        record Restart() implements Step {}

        record Crash() implements Step {}

        record Reclaim() implements Step {}
    }

    @Property(tries = 60)
    void theEngineAnswersAsTheModelDoes(@ForAll("steps") List<Step> steps) {
        AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
        try (Engine engine = start(clock)) {
            Model model = new Model(clock);
            for (Step step : steps) {
                model.doBoth(step, engine);
            }
            for (int shard = 0; shard < SHARDS; shard++) {
                model.compare(shard, engine.log());
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> shard = Arbitraries.integers().between(0, SHARDS - 1);
        Arbitrary<Integer> tenths = Arbitraries.integers().between(0, 11);
        Arbitrary<Step> append = Combinators.combine(
                        Arbitraries.integers().between(0, 5).list().ofSize(SHARDS), Arbitraries.of(0, 1, 130, 5000))
                .as(Step.Append::new);
        Arbitrary<Step> read = Combinators.combine(
                        shard, tenths, Arbitraries.of(1, 2, 3, 1000), Arbitraries.of(1, 300, 10_000, 1_000_000))
                .as(Step.Read::new);
        Arbitrary<Step> seek = Combinators.combine(shard, Arbitraries.integers().between(-50, 400))
                .as(Step.Seek::new);
        Arbitrary<Step> trim = Combinators.combine(shard, tenths).as(Step.Trim::new);
        Arbitrary<Step> clock = Arbitraries.integers().between(-20, 50).map(Step.Clock::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(12, append),
                        Tuple.of(10, read),
                        Tuple.of(4, seek),
                        Tuple.of(3, trim),
                        Tuple.of(5, clock),
                        Tuple.of(1, Arbitraries.just(new Step.Drop())),
                        Tuple.of(1, Arbitraries.just(new Step.Restart())),
                        Tuple.of(1, Arbitraries.just(new Step.Crash())),
                        Tuple.of(1, Arbitraries.just(new Step.Reclaim())))
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    private static final class Model {
        private final AdjustableClock clock;
        private final Instant start;
        private final Map<Integer, ShardModel> shards = new HashMap<>();
        private int appends;

        Model(AdjustableClock clock) {
            this.clock = clock;
            this.start = clock.instant();
        }

        private static final class ShardModel {
            final List<StoredRecord> all = new ArrayList<>();
            int horizon;

            /** The last arrival outlives the records. */
            Instant latest = Instant.EPOCH;
        }

        private ShardModel model(int shard) {
            return shards.computeIfAbsent(shard, _ -> new ShardModel());
        }

        private static LogShard logShard(int shard) {
            return new LogShard(DATA_STREAM, shard);
        }

        void doBoth(Step step, Engine engine) {
            RecordLog log = engine.log();
            switch (step) {
                case Step.Append(List<Integer> sizes, int bytes) -> append(sizes, bytes, log);
                case Step.Read read -> read(read, log);
                case Step.Seek(int shard, int millis) -> seek(shard, start.plusMillis(millis), log);
                case Step.Trim(int shard, int tenths) -> {
                    int before = model(shard).all.size() * tenths / 10;
                    log.trim(logShard(shard), before);
                    model(shard).horizon = Math.max(
                            model(shard).horizon,
                            Math.min(before, model(shard).all.size()));
                }
                case Step.Clock(int millis) -> clock.advance(Duration.ofMillis(millis));
                case Step.Drop() -> {
                    LogShard dropped = new LogShard(DROPPED, 0);
                    log.append(List.of(RecordLogContract.batch(dropped, "dropped")));
                    log.drop(DROPPED);
                    assertThat(log.extent(dropped)).isEqualTo(new Extent(0, 0));
                }
                case Step.Restart() -> engine.restart();
                case Step.Crash() -> engine.crash();
                case Step.Reclaim() -> log.reclaim();
            }
        }

        private void append(List<Integer> sizes, int bytes, RecordLog log) {
            appends++;
            List<ShardBatch> batches = new ArrayList<>();
            List<Appended> expected = new ArrayList<>();
            for (int shard = 0; shard < SHARDS; shard++) {
                int size = sizes.get(shard);
                if (size > 0) {
                    ShardModel model = model(shard);
                    model.latest = model.latest.isAfter(clock.instant()) ? model.latest : clock.instant();
                    expected.add(new Appended(logShard(shard), model.all.size(), model.latest));
                    batches.add(new ShardBatch(logShard(shard), add(model, size, bytes)));
                }
            }
            if (!batches.isEmpty()) {
                assertThat(log.append(batches)).isEqualTo(expected);
            }
        }

        private List<NewRecord> add(ShardModel model, int size, int bytes) {
            return IntStream.range(0, size)
                    .mapToObj(i -> {
                        byte[] key = (appends + "/" + i).getBytes(StandardCharsets.UTF_8);
                        byte[] data = new byte[bytes];
                        Arrays.fill(data, (byte) (appends + i));
                        model.all.add(new StoredRecord(model.all.size(), model.latest, key, data));
                        return new NewRecord(key, data);
                    })
                    .toList();
        }

        private void read(Step.Read read, RecordLog log) {
            ShardModel model = model(read.shard());
            int end = model.all.size();
            int asked = end * read.fromTenths() / 10;
            int from = Math.max(asked, model.horizon);
            List<StoredRecord> expected = new ArrayList<>();
            long bytes = 0;
            for (int i = from; i < end && expected.size() < read.records(); i++) {
                bytes += model.all.get(i).sizeBytes();
                if (!expected.isEmpty() && bytes > read.bytes()) {
                    break;
                }
                expected.add(model.all.get(i));
            }

            Slice slice = log.read(logShard(read.shard()), asked, new ReadLimit(read.records(), read.bytes()));

            assertSame(slice.records(), expected);
            assertThat(slice.nextIndex()).isEqualTo(expected.isEmpty() ? asked : from + expected.size());
            assertThat(slice.end()).isEqualTo(end);
        }

        private void seek(int shard, Instant time, RecordLog log) {
            ShardModel model = model(shard);
            int index = model.horizon;
            while (index < model.all.size() && model.all.get(index).arrival().isBefore(time)) {
                index++;
            }
            assertThat(log.seek(logShard(shard), time)).isEqualTo(index);
        }

        void compare(int shard, RecordLog log) {
            ShardModel model = model(shard);
            assertThat(log.extent(logShard(shard))).isEqualTo(new Extent(model.horizon, model.all.size()));
            assertSame(
                    log.read(logShard(shard), 0, new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE))
                            .records(),
                    model.all.subList(model.horizon, model.all.size()));
        }

        private static void assertSame(List<StoredRecord> found, List<StoredRecord> expected) {
            assertThat(found.stream().map(Model::print).toList())
                    .isEqualTo(expected.stream().map(Model::print).toList());
        }

        private static String print(StoredRecord record) {
            return record.index() + " " + record.arrival() + " "
                    + new String(record.partitionKey(), StandardCharsets.UTF_8) + " " + record.data().length + " "
                    + Arrays.hashCode(record.data());
        }
    }
}
