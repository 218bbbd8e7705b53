package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.TestGateway;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.TestKinesis;
import dev.freshet.kinesis.datastream.AccountLimits;
import dev.freshet.kinesis.datastream.FakeDataStreamStore;
import dev.freshet.kinesis.datastream.StreamDelays;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.log.AdjustableClock;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The service behaves as {@link DataStreamModel} does, whatever operations come in whatever order. */
class DataStreamModelTest {
    private static final int TRIES = 40;
    private static final int TRIES_LONG = 1000;
    private static final Duration DAY_AND_MORE = Duration.ofHours(24).plusMillis(1);

    /** One step, done to the service and to the model. Numbers choose among what there is. */
    sealed interface Step {
        record Create(int name, StreamMode mode, int shards) implements Step {}

        record Delete(int name) implements Step {}

        /** @param sixteenth of the hash keys, where the first record goes; the next ones follow */
        record Put(int name, int records, int dataBytes, int sixteenth) implements Step {}

        record Get(int name, int shard, StartingPosition.Type type, int record, Duration back, int limit)
                implements Step {}

        record ReadOn(int iterator, int limit) implements Step {}

        record Split(int name, int shard, int sixteenth) implements Step {}

        record Merge(int name, int shard, int other) implements Step {}

        record Scale(int name, int target) implements Step {}

        record IncreaseRetention(int name, int hours) implements Step {}

        record DecreaseRetention(int name, int hours) implements Step {}

        record MaxRecordSize(int name, int kib) implements Step {}

        record Mode(int name, StreamMode mode) implements Step {}

        record Clock(Duration by) implements Step {}

        /** @param after so long a time */
        record Trim(Duration after) implements Step {}

        record Restart() implements Step {}
    }

    /** The service on storage of its own, called in process as the gateway calls it. */
    static final class Engine implements AutoCloseable {
        final AdjustableClock clock = new AdjustableClock(TestKinesis.START);
        private final FakeDataStreamStore store = new FakeDataStreamStore();
        private final Path folder;
        private RecordLog log;
        private Kinesis kinesis;

        Engine() {
            try {
                this.folder = Files.createTempDirectory("data-stream-model");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.log = openLog();
            this.kinesis = open();
        }

        private RecordLog openLog() {
            return new RocksRecordLog(folder, new RocksSettings(1024 * 1024, 0, 32), clock);
        }

        /** Nothing happens by itself. */
        private Kinesis open() {
            Duration never = Duration.ofDays(1);
            return Kinesis.open(
                    TestKinesis.HOME,
                    store,
                    log,
                    clock,
                    new KinesisSettings(StreamDelays.NONE, AccountLimits.AWS, false, never, never, never));
        }

        void restart() {
            kinesis.close();
            log.close();
            log = openLog();
            kinesis = open();
        }

        Kinesis kinesis() {
            return kinesis;
        }

        <A> A call(Record request, Class<A> answer) {
            Action<?, ?> action = kinesis.service().actions().stream()
                    .filter(each -> each.requestType() == request.getClass())
                    .findFirst()
                    .orElseThrow();
            return answer.cast(handle(action, request));
        }

        private <Q extends Record> Object handle(Action<Q, ?> action, Record request) {
            return Present.of(action.handle(
                    action.requestType().cast(request),
                    new Call(
                            new UUID(0, 0),
                            new Principal.Root(TestGateway.ACCOUNT),
                            TestGateway.REGION,
                            clock.instant(),
                            TestGateway.ALLOW_ALL,
                            AnswerMemory.UNBOUNDED)));
        }

        @Override
        public void close() {
            kinesis.close();
            log.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Property(tries = TRIES)
    void theServiceAnswersAsTheModelDoes(@ForAll("steps") List<Step> steps) {
        run(steps);
    }

    /** Many more, where that is asked for. */
    @Property(tries = TRIES_LONG)
    void theServiceAnswersAsTheModelDoesForLong(@ForAll("steps") List<Step> steps) {
        if (Boolean.getBoolean("freshet.long")) {
            run(steps);
        }
    }

    private static void run(List<Step> steps) {
        try (Engine engine = new Engine()) {
            DataStreamModel model = new DataStreamModel(engine);
            model.doBoth(new Step.Create(0, StreamMode.PROVISIONED, 2));
            steps.forEach(model::doBoth);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> name = Arbitraries.of(0, 0, 0, 1);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 1000);
        Arbitrary<Integer> sixteenth = Arbitraries.integers().between(0, 15);
        Arbitrary<StreamMode> mode = Arbitraries.of(StreamMode.class);
        Arbitrary<Integer> hours = Arbitraries.of(23, 24, 25, 48, 72, 8760, 8761);
        Arbitrary<Integer> limit = Arbitraries.of(1, 2, 3, 10_000);
        Arbitrary<Duration> back = Arbitraries.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                Duration.ofHours(1),
                Duration.ofHours(25));
        Arbitrary<Duration> forth = Arbitraries.of(
                Duration.ofMillis(1),
                Duration.ofMillis(700),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                Duration.ofHours(11),
                Duration.ofHours(24),
                Duration.ofHours(25));
        Arbitrary<Duration> expiry =
                Arbitraries.of(Duration.ZERO, Duration.ofHours(24), DAY_AND_MORE, DAY_AND_MORE, Duration.ofHours(49));
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(
                                1,
                                Combinators.combine(
                                                name,
                                                mode,
                                                Arbitraries.integers().between(1, 3))
                                        .as(Step.Create::new)),
                        Tuple.of(1, name.map(Step.Delete::new)),
                        Tuple.of(
                                12,
                                Combinators.combine(
                                                name,
                                                Arbitraries.integers().between(1, 5),
                                                Arbitraries.of(0, 1, 200, 1_100_000),
                                                sixteenth)
                                        .as(Step.Put::new)),
                        Tuple.of(
                                14,
                                Combinators.combine(
                                                name,
                                                any,
                                                Arbitraries.of(StartingPosition.Type.class),
                                                any,
                                                back,
                                                limit)
                                        .as(Step.Get::new)),
                        Tuple.of(6, Combinators.combine(any, limit).as(Step.ReadOn::new)),
                        Tuple.of(4, Combinators.combine(name, any, sixteenth).as(Step.Split::new)),
                        Tuple.of(4, Combinators.combine(name, any, any).as(Step.Merge::new)),
                        Tuple.of(
                                3,
                                Combinators.combine(name, Arbitraries.integers().between(1, 9))
                                        .as(Step.Scale::new)),
                        Tuple.of(1, Combinators.combine(name, hours).as(Step.IncreaseRetention::new)),
                        Tuple.of(1, Combinators.combine(name, hours).as(Step.DecreaseRetention::new)),
                        Tuple.of(
                                1,
                                Combinators.combine(name, Arbitraries.of(1024, 2048))
                                        .as(Step.MaxRecordSize::new)),
                        Tuple.of(1, Combinators.combine(name, mode).as(Step.Mode::new)),
                        Tuple.of(5, forth.map(Step.Clock::new)),
                        Tuple.of(4, expiry.map(Step.Trim::new)),
                        Tuple.of(1, Arbitraries.just(new Step.Restart())))
                .list()
                .ofMinSize(40)
                .ofMaxSize(90);
    }
}
