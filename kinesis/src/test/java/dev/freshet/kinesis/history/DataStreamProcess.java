package dev.freshet.kinesis.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.CatalogAddress;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.TestKinesis;
import dev.freshet.kinesis.datastream.AccountSettings;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.NewDataStream;
import dev.freshet.kinesis.datastream.PutOutcome;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.Tags;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import dev.freshet.kinesis.store.CatalogDataStreamStore;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * The program that {@link KilledServiceTest} kills: writers, a resharder and readers of one data stream, without end. It
 * prints {@link HistoryLines} only of what was answered, so that a line that was read proves the answer.
 */
final class DataStreamProcess {
    static final DataStreamName DATA_STREAM = new DataStreamName("orders");

    private static final int WRITERS = 16;
    private static final int READERS = 2;
    private static final int INITIAL_SHARDS = 4;
    private static final int RECORDS_MAX = 24;
    private static final int LIST_EVERY_RESHARDINGS = 8;

    private final int life;
    private final long seed;
    private final Kinesis kinesis;
    private final PrintStream out = new PrintStream(System.out, true, UTF_8);

    private DataStreamProcess(int life, long seed, Kinesis kinesis) {
        this.life = life;
        this.seed = seed;
        this.kinesis = kinesis;
    }

    /** One life. Arguments: the catalog's URL, user and password, the log's folder, life, seed, when to die. */
    public static void main(String[] arguments) throws InterruptedException {
        Catalog catalog = Catalog.open(new CatalogAddress(arguments[0], arguments[1], arguments[2]));
        catalog.migrate(List.of(CatalogDataStreamStore.MIGRATIONS));
        DataStreamStore store = new DyingStore(
                new CatalogDataStreamStore(catalog),
                DyingStore.Moment.valueOf(arguments[6]),
                Integer.parseInt(arguments[7]));
        Kinesis kinesis = open(store, openLog(Path.of(arguments[3])));
        DataStreamProcess process =
                new DataStreamProcess(Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]), kinesis);
        process.run(new Capacity(kinesis.dataStreams(), new AccountSettings(store, InstantSource.system())), store);
        new CountDownLatch(1).await();
    }

    static RecordLog openLog(Path folder) {
        return new RocksRecordLog(folder, new RocksSettings(1024 * 1024, 0, 64), InstantSource.system());
    }

    static Kinesis open(DataStreamStore store, RecordLog log) {
        return Kinesis.open(
                TestKinesis.HOME,
                store,
                log,
                InstantSource.system(),
                KinesisSettings.defaults().withoutLimits());
    }

    private void run(Capacity capacity, DataStreamStore store) {
        if (kinesis.dataStreams().find(DATA_STREAM).isEmpty()) {
            kinesis.dataStreams()
                    .create(new NewDataStream(DATA_STREAM, StreamMode.PROVISIONED, INITIAL_SHARDS, 1024, 0, Tags.NONE));
        }
        out.println(list());
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            start("writer-" + i, () -> write(writer, random(100 + writer)));
        }
        start("resharder", () -> reshard(new Resharder(kinesis.dataStreams(), capacity, random(1))));
        for (int i = 0; i < READERS; i++) {
            int reader = i;
            start("reader-" + i, () -> read(reader, random(10 + reader)));
        }
        new SubscribedFollower(life + ".subscriber", kinesis, store, this::start, out::println).begin();
    }

    private Random random(int role) {
        return new Random(seed + 1000L * life + role);
    }

    /** Whatever fails ends the process, in a way that the test tells from its own kill. */
    private void start(String name, Role role) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                role.play();
            } catch (Throwable e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        });
    }

    /** What a thread does. */
    @FunctionalInterface
    interface Role {
        void play() throws Exception;
    }

    private void write(int writer, Random random) {
        for (int call = 0; ; call++) {
            int count = call % 4 == 0 ? 1 : 1 + random.nextInt(RECORDS_MAX);
            List<RecordName> names = new ArrayList<>();
            for (int place = 0; place < count; place++) {
                Optional<BigInteger> explicit =
                        random.nextInt(5) == 0 ? Optional.of(new BigInteger(128, random)) : Optional.empty();
                names.add(new RecordName(life, writer, call, place, explicit));
            }
            List<PutOutcome> outcomes = kinesis.writer()
                    .put(DATA_STREAM, names.stream().map(RecordName::entry).toList());
            List<String> places = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                places.add(place(outcomes.get(i)) + "/" + names.get(i));
            }
            out.println(HistoryLines.put(places));
        }
    }

    private static String place(PutOutcome outcome) {
        return switch (outcome) {
            case PutOutcome.Accepted(var shard, var number) -> shard + "/" + number;
            case PutOutcome.Refused refused -> throw new IllegalStateException("Nothing is limited, but " + refused);
        };
    }

    private void reshard(Resharder resharder) throws InterruptedException {
        for (int i = 1; ; i++) {
            out.println(HistoryLines.RESHARDING);
            resharder.once();
            if (i % LIST_EVERY_RESHARDINGS == 0) {
                out.println(list());
            }
            // Leaves the writers some time with the new shards; nothing waits for it.
            Thread.sleep(resharder.pauseMillis());
        }
    }

    private String list() {
        DataStream dataStream = kinesis.dataStreams().describe(DATA_STREAM);
        return HistoryLines.list(
                dataStream.shards().stream().map(ListedShard::of).toList());
    }

    private void read(int reader, Random random) throws InterruptedException {
        ShardFollower follower = new ShardFollower(
                life + ".reader" + reader, kinesis.dataStreams(), DATA_STREAM, kinesis.reader(), random, out::println);
        while (true) {
            if (!follower.readOnce()) {
                Thread.sleep(1);
            }
        }
    }
}
