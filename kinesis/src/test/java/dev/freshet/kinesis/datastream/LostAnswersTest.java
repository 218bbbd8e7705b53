package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.kinesis.log.ReadLimit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store did what it was asked for, and nobody heard of it. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
class LostAnswersTest extends OwnDataStreams {
    private static final ShardId FIRST = new ShardId(0);
    private static final ReadLimit ALL = new ReadLimit(10, 1_000_000);

    private DataStreams dataStreams;

    @BeforeEach
    void open() {
        dataStreams = start();
    }

    private void create() {
        dataStreams.create(new NewDataStream(ORDERS, StreamMode.PROVISIONED, 1, 1024, 0, Tags.NONE));
    }

    private void split() {
        new Capacity(dataStreams, new AccountSettings(store, clock)).split(ORDERS, FIRST.toString(), new HashKey(1, 0));
    }

    private void put(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        assertThat(new RecordWriter(dataStreams, log, WriteLimits.OFF).put(ORDERS, List.of(PutEntry.of("k", bytes))))
                .hasOnlyElementsOfType(PutOutcome.Accepted.class);
    }

    private List<String> read(DataStreams reading) {
        RecordReader reader = new RecordReader(reading, log, clock);
        return reader
                .read(reader.locate(ORDERS, FIRST, new StartingPoint.TrimHorizon(), "GetShardIterator"), ALL)
                .records()
                .stream()
                .map(found -> new String(found.data(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void noRecordGoesIntoAShardThatTheStoreMayKnowAsClosed() {
        create();
        put("before");
        store.loseAnswers(true);
        assertThatThrownBy(this::split).isInstanceOf(IllegalStateException.class);

        assertThatThrownBy(() -> put("in doubt")).isInstanceOf(IllegalStateException.class);
        store.loseAnswers(false);
        nanos.addAndGet(LiveDataStream.PAUSE.toNanos());
        put("after");

        assertThat(read(dataStreams)).containsExactly("before", "after");
        DataStreams restarted = start();
        assertThat(restarted.describe(ORDERS).shards())
                .isEqualTo(dataStreams.describe(ORDERS).shards());
        assertThat(read(restarted)).containsExactly("before", "after");
    }

    @Test
    void aStoreThatCannotBeReachedIsAskedOnceASecond() {
        create();
        store.loseAnswers(true);
        assertThatThrownBy(this::split).isInstanceOf(IllegalStateException.class);
        AtomicInteger asked = new AtomicInteger();
        store.refuse((_, _) -> asked.incrementAndGet() > 0);
        assertThatThrownBy(() -> put("in doubt")).hasMessage("The store cannot be reached");

        nanos.addAndGet(LiveDataStream.PAUSE.toNanos() - 1);
        assertThatThrownBy(() -> put("in doubt")).hasMessage("The store cannot be reached");
        assertThat(asked).hasValue(1);
        nanos.addAndGet(1);
        assertThatThrownBy(() -> put("in doubt")).hasMessage("The store cannot be reached");

        assertThat(asked).hasValue(2);
    }

    @Test
    void putsThatWaitForAStoreTogetherFailTogether() throws Exception {
        create();
        store.loseAnswers(true);
        assertThatThrownBy(this::split).isInstanceOf(IllegalStateException.class);
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        store.refuse((_, _) -> {
            asked.incrementAndGet();
            awaitUninterruptibly(answer);
            return true;
        });
        List<Thread> puts = new ArrayList<>();
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            puts.add(Thread.ofPlatform().start(() -> {
                assertThatThrownBy(() -> put("in doubt")).hasMessage("The store cannot be reached");
                failed.incrementAndGet();
            }));
        }
        for (Thread put : puts) {
            awaitWaiting(put);
        }

        answer.countDown();

        for (Thread put : puts) {
            put.join();
        }
        assertThat(failed).hasValue(4);
        assertThat(asked).hasValue(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWaiting(Thread thread) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.BLOCKED) {
            assertThat(System.nanoTime()).as("the deadline of a wait").isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }

    @Test
    void reshardingIsTriedAgain() {
        create();
        store.loseAnswers(true);
        assertThatThrownBy(this::split).isInstanceOf(IllegalStateException.class);
        store.loseAnswers(false);

        split();

        assertThat(dataStreams.describe(ORDERS).shards()).hasSize(3);
        assertThat(start().describe(ORDERS)).isEqualTo(dataStreams.describe(ORDERS));
    }

    @Test
    void aCreationIsTriedAgain() {
        store.loseAnswers(true);
        assertThatThrownBy(this::create).isInstanceOf(IllegalStateException.class);
        store.loseAnswers(false);

        create();

        assertThat(start().all()).isEqualTo(dataStreams.all());
    }
}
