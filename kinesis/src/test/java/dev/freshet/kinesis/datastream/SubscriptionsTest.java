package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often consumers may subscribe and how much they are pushed, on clocks that tests move. */
@Timeout(180)
class SubscriptionsTest extends OwnDataStreams {
    private static final ShardId FIRST = new ShardId(0);
    private static final ShardId SECOND = new ShardId(1);
    private static final ConsumerName FAST = new ConsumerName("fast");
    private static final ConsumerName OTHER = new ConsumerName("other");
    private static final StartingPoint OLDEST = new StartingPoint.TrimHorizon();
    private static final int MIB = 1024 * 1024;
    private static final int EVENT_BYTES = 4 * MIB;

    /** The service's parts that subscriptions need, on a clock of its own. */
    private final class Service {
        final DataStreams dataStreams;
        final StreamConsumers consumers;
        final Subscriptions subscriptions;

        Service(InstantSource time, boolean limited) {
            StreamDelays delays = StreamDelays.NONE;
            dataStreams = start(time, delays, AccountLimits.AWS);
            consumers = new StreamConsumers(dataStreams, delays, new AccountSettings(store, time), work);
            subscriptions = new Subscriptions(
                    dataStreams,
                    consumers,
                    new RecordReader(dataStreams, log, time),
                    new ReadLimits(dataStreams, time, limited),
                    new EventRoom(EVENT_BYTES));
        }

        Service withDataStream(StreamMode mode) {
            dataStreams.create(new NewDataStream(ORDERS, mode, 2, 10_240, 0, Tags.NONE));
            consumers.register(ORDERS, FAST, Tags.NONE);
            consumers.register(ORDERS, OTHER, Tags.NONE);
            return this;
        }

        Subscription subscribe(ConsumerName consumer, ShardId shard, StartingPoint start) {
            return subscriptions.open(consumers.find(ORDERS, consumer).orElseThrow(), shard, start);
        }

        void put(int... sizes) {
            RecordWriter writer = new RecordWriter(dataStreams, log, WriteLimits.OFF);
            for (int size : sizes) {
                writer.put(ORDERS, List.of(new PutEntry("k", java.util.Optional.of(HashKey.MIN), new byte[size - 1])));
            }
        }
    }

    private static void assertRefused(Runnable call, String code, String part) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.text()).contains(part);
        });
    }

    @Test
    void aConsumerCallsOnceASecondForAShardWhateverTheAnswer() {
        Service service = new Service(clock, true).withDataStream(StreamMode.PROVISIONED);
        StartingPoint wrong = new StartingPoint.AtSequenceNumber("1");
        assertRefused(() -> service.subscribe(FAST, FIRST, wrong), "InvalidArgumentException", "is invalid");

        clock.advance(Duration.ofMillis(999));
        assertRefused(
                () -> service.subscribe(FAST, FIRST, OLDEST),
                "LimitExceededException",
                "Rate exceeded for consumer fast and shard shardId-000000000000: "
                        + "SubscribeToShard can be called 1 time per second.");
        clock.advance(Duration.ofMillis(1));
        service.subscribe(FAST, FIRST, OLDEST);
    }

    @Test
    void consumersAndShardsAreCountedApart() {
        Service service = new Service(clock, true).withDataStream(StreamMode.PROVISIONED);

        service.subscribe(FAST, FIRST, OLDEST);
        service.subscribe(FAST, SECOND, OLDEST);
        service.subscribe(OTHER, FIRST, OLDEST);
    }

    @Test
    void withinFiveSecondsOfASuccessItsHolderIsToldThatHoweverOftenItAsks() {
        Service service = new Service(clock, true).withDataStream(StreamMode.ON_DEMAND);
        service.subscribe(FAST, FIRST, OLDEST);

        for (int i = 0; i < 3; i++) {
            assertRefused(() -> service.subscribe(FAST, FIRST, OLDEST), "ResourceInUseException", "5 seconds old");
        }
        clock.advance(Duration.ofSeconds(4));
        assertRefused(() -> service.subscribe(FAST, FIRST, OLDEST), "ResourceInUseException", "5 seconds old");
        clock.advance(Duration.ofSeconds(1));
        service.subscribe(FAST, FIRST, OLDEST);
    }

    @Test
    void withoutLimitsCallsAreNotCounted() {
        Service service = new Service(clock, false).withDataStream(StreamMode.PROVISIONED);
        StartingPoint wrong = new StartingPoint.AtSequenceNumber("1");

        assertRefused(() -> service.subscribe(FAST, FIRST, wrong), "InvalidArgumentException", "is invalid");
        service.subscribe(FAST, FIRST, OLDEST);
    }

    @Test
    void aShardThatIsNotThereIsNotFoundHoweverOftenItIsAskedFor() {
        Service service = new Service(clock, true).withDataStream(StreamMode.PROVISIONED);

        for (int i = 0; i < 2; i++) {
            assertRefused(
                    () -> service.subscribe(FAST, new ShardId(9), OLDEST),
                    "ResourceNotFoundException",
                    "Shard shardId-000000000009 in stream orders under account 123456789012 does not exist");
        }
    }

    @Test
    void aSubscriptionThatIsOverIsForgottenAndItsFiveSecondsAreNot() {
        Service service = new Service(clock, true).withDataStream(StreamMode.PROVISIONED);
        service.subscribe(FAST, FIRST, OLDEST);
        clock.advance(Duration.ofMinutes(7));
        service.subscribe(FAST, SECOND, OLDEST);

        service.subscribe(FAST, FIRST, OLDEST);

        clock.advance(Duration.ofSeconds(2));
        assertRefused(() -> service.subscribe(FAST, FIRST, OLDEST), "ResourceInUseException", "5 seconds old");
    }

    @Test
    void aClockThatIsSetBackFreesTheShard() {
        Service service = new Service(clock, false).withDataStream(StreamMode.PROVISIONED);
        service.subscribe(FAST, FIRST, OLDEST);

        clock.advance(Duration.ofHours(-1));
        service.subscribe(FAST, FIRST, OLDEST);

        clock.advance(Duration.ofSeconds(2));
        assertRefused(() -> service.subscribe(FAST, FIRST, OLDEST), "ResourceInUseException", "5 seconds old");
    }

    /** Each look at the clock moves it on by far more than a heartbeat's time. */
    @Test
    void aClockThatIsSetBackNeitherSilencesASubscriptionNorLengthensItsLife() throws Exception {
        Duration step = Duration.ofSeconds(10);
        Duration[] passed = {Duration.ZERO};
        InstantSource ticking = () -> {
            clock.advance(step);
            passed[0] = passed[0].plus(step);
            return clock.instant();
        };
        Service service = new Service(ticking, true).withDataStream(StreamMode.ON_DEMAND);
        Subscription subscription = service.subscribe(FAST, FIRST, OLDEST);
        Duration began = passed[0];
        int[] heartbeats = {0};

        subscription.run(_ -> {
            if (++heartbeats[0] == 2) {
                clock.advance(Duration.ofMinutes(-30));
            }
        });

        assertThat(heartbeats[0]).isGreaterThan(2);
        assertThat(passed[0].minus(began)).isBetween(Subscription.LIFE, Subscription.LIFE.plusMinutes(1));
    }

    /** What was pushed, and when. */
    private record Push(Duration after, long bytes) {}

    /** Each look at the clock moves it on, so that time passes while a subscription waits. */
    private List<Push> pushes(StreamMode mode, boolean limited, int... sizes) throws Exception {
        InstantSource ticking = () -> {
            clock.advance(Duration.ofMillis(10));
            return clock.instant();
        };
        Service service = new Service(ticking, limited).withDataStream(mode);
        service.put(sizes);
        List<Push> pushes = new ArrayList<>();
        Instant began = clock.instant();
        Subscription subscription = service.subscribe(FAST, FIRST, OLDEST);
        int[] left = {sizes.length};
        assertThatThrownBy(() -> subscription.run(event -> {
                    long bytes = event.records().stream()
                            .mapToLong(record -> record.data().length + 1)
                            .sum();
                    pushes.add(new Push(Duration.between(began, clock.instant()), bytes));
                    left[0] -= event.records().size();
                    if (left[0] == 0) {
                        throw new IOException("The client has seen enough");
                    }
                }))
                .hasMessage("The client has seen enough");
        return pushes;
    }

    @Test
    void aConsumerIsPushedTwoMebibytesASecondFromAProvisionedShard() throws Exception {
        List<Push> pushes = pushes(StreamMode.PROVISIONED, true, MIB, MIB, MIB, MIB, MIB, MIB, MIB, MIB);

        long pushed = 0;
        for (Push push : pushes) {
            double allowed = 2.0 * MIB * (1 + push.after().toMillis() / 1000.0);
            assertThat(pushed).as("before %s", push).isLessThan((long) allowed);
            pushed += push.bytes();
        }
        assertThat(pushed).isEqualTo(8 * MIB);
        // 2 MiB at once, and the last MiB is sent on credit: 5 MiB in between.
        assertThat(pushes.getLast().after()).isBetween(Duration.ofMillis(2400), Duration.ofMillis(3100));
    }

    @Test
    void aRecordLargerThanTheLimitIsPushedAndMadeUpFor() throws Exception {
        List<Push> pushes = pushes(StreamMode.PROVISIONED, true, 9 * MIB, MIB);

        assertThat(pushes).extracting(Push::bytes).containsExactly(9L * MIB, (long) MIB);
        assertThat(pushes.getFirst().after()).isLessThan(Duration.ofSeconds(1));
        assertThat(pushes.getLast().after()).isBetween(Duration.ofMillis(3500), Duration.ofMillis(4500));
    }

    @Test
    void whatWasPushedWithoutLimitsIsNotMadeUpForWhenTheyApply() throws Exception {
        InstantSource ticking = () -> {
            clock.advance(Duration.ofMillis(10));
            return clock.instant();
        };
        Service service = new Service(ticking, true).withDataStream(StreamMode.ON_DEMAND);
        int[] sizes = new int[12];
        Arrays.fill(sizes, MIB);
        service.put(sizes);
        Capacity capacity = new Capacity(service.dataStreams, new AccountSettings(store, ticking));
        Subscription subscription = service.subscribe(FAST, FIRST, OLDEST);
        int[] left = {sizes.length};
        Instant[] switched = new Instant[1];

        assertThatThrownBy(() -> subscription.run(event -> {
                    if (left[0] == 0 && !event.records().isEmpty()) {
                        throw new IOException("The client has seen enough");
                    }
                    left[0] -= event.records().size();
                    if (left[0] == 0) {
                        capacity.switchMode(ORDERS, StreamMode.PROVISIONED, java.util.Optional.empty());
                        service.put(MIB);
                        switched[0] = clock.instant();
                    }
                }))
                .hasMessage("The client has seen enough");

        assertThat(Duration.between(switched[0], clock.instant())).isLessThan(Duration.ofSeconds(1));
    }

    /** What those who read slowly hold in memory is bounded then. */
    @Test
    void theMoreSubscriptionsRunTheSmallerTheirEventsAre() throws Exception {
        Service service = new Service(clock, true).withDataStream(StreamMode.ON_DEMAND);
        int[] sizes = new int[64];
        Arrays.fill(sizes, MIB / 16);
        service.put(sizes);
        List<EventRoom.Share> others = new ArrayList<>();
        List<Integer> records = new ArrayList<>();

        assertThatThrownBy(() -> service.subscribe(FAST, FIRST, OLDEST).run(event -> {
                    records.add(event.records().size());
                    int running = switch (records.size()) {
                        case 1 -> 8;
                        case 2 -> 1_000;
                        default -> throw new IOException("The client has seen enough");
                    };
                    while (others.size() + 1 < running) {
                        others.add(service.subscriptions.eventRoom().open());
                    }
                }))
                .hasMessage("The client has seen enough");

        assertThat(records).containsExactly(32, 8, 1);
        others.forEach(EventRoom.Share::close);
        try (EventRoom.Share alone = service.subscriptions.eventRoom().open()) {
            assertThat(alone.bytes()).isEqualTo(EventRoom.BYTES_MAX);
        }
    }

    @Test
    void heartbeatsComeAlsoWhileThereIsNoRoomForRecords() throws Exception {
        InstantSource ticking = () -> {
            clock.advance(Duration.ofMillis(100));
            return clock.instant();
        };
        Service service = new Service(ticking, true).withDataStream(StreamMode.PROVISIONED);
        service.put(10, 10);
        ConsumerOf fast = service.consumers.find(ORDERS, FAST).orElseThrow();
        ShardPosition oldest =
                new RecordReader(service.dataStreams, log, ticking).locate(ORDERS, FIRST, OLDEST, "SubscribeToShard");
        ShardSubscriber subscriber = new ShardSubscriber(FAST, FIRST, clock.instant());
        subscriber.pushes().pushed(40 * MIB);
        Subscription subscription = new Subscription(service.subscriptions, subscriber, fast, oldest, clock.instant());
        List<SubscriptionEvent> events = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        Instant began = clock.instant();

        assertThatThrownBy(() -> subscription.run(event -> {
                    events.add(event);
                    times.add(clock.instant());
                    if (!event.records().isEmpty()) {
                        throw new IOException("The client has seen enough");
                    }
                }))
                .hasMessage("The client has seen enough");

        assertThat(Duration.between(began, times.getLast())).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(21));
        assertThat(events.getLast().records()).hasSize(2);
        assertThat(events).hasSizeBetween(4, 5);
        for (int i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i)))
                    .isLessThan(Subscription.HEARTBEAT.plusSeconds(1));
        }
        SequenceNumber continuation = events.getFirst().continuation().orElseThrow();
        assertThat(new RecordReader(service.dataStreams, log, ticking)
                        .locate(
                                ORDERS,
                                FIRST,
                                new StartingPoint.AfterSequenceNumber(continuation.toString()),
                                "SubscribeToShard"))
                .isEqualTo(oldest);
    }

    @Test
    void onDemandDataStreamsAndServersWithoutLimitsPushAsFastAsTheyCan() throws Exception {
        assertThat(pushes(StreamMode.ON_DEMAND, true, MIB, MIB, MIB, MIB, MIB, MIB)
                        .getLast()
                        .after())
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void withoutLimitsAProvisionedShardIsPushedAsFastAsItCan() throws Exception {
        assertThat(pushes(StreamMode.PROVISIONED, false, MIB, MIB, MIB, MIB, MIB, MIB)
                        .getLast()
                        .after())
                .isLessThan(Duration.ofSeconds(1));
    }
}
