package dev.freshet.kinesis.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** The states of stream consumers, with delays that a test can look into. */
class StreamConsumerStatesTest extends OwnDataStreams {
    private static final ConsumerName FAST = new ConsumerName("fast");
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private StreamConsumers start(Duration creating, Duration deleting) {
        DataStreams dataStreams = start();
        if (dataStreams.find(ORDERS).isEmpty()) {
            dataStreams.create(new NewDataStream(ORDERS, StreamMode.PROVISIONED, 1, 1024, 0, Tags.NONE));
        }
        return new StreamConsumers(
                dataStreams,
                new StreamDelays(creating, Duration.ZERO, deleting),
                new AccountSettings(store, clock),
                work);
    }

    @Test
    void aRestartFinishesWhatWasUnderWay() {
        start(NEVER, NEVER).register(ORDERS, FAST, Tags.NONE);
        assertThat(status(start(NEVER, NEVER))).contains(ConsumerStatus.CREATING);
        StreamConsumers restarted = start(SOON, NEVER);
        await(() -> status(restarted).equals(Optional.of(ConsumerStatus.ACTIVE)));

        restarted.deregister(restarted.find(ORDERS, FAST).orElseThrow());

        assertThat(status(restarted)).contains(ConsumerStatus.DELETING);
        StreamConsumers again = start(NEVER, SOON);
        await(() -> status(again).isEmpty());
    }

    @Test
    void whatCannotBeFinishedAtOnceIsFinishedLater() {
        StreamConsumers consumers = start(Duration.ZERO, Duration.ZERO);
        store.refuse((_, saved) -> saved.consumers().stream().anyMatch(each -> each.status() == ConsumerStatus.ACTIVE));

        consumers.register(ORDERS, FAST, Tags.NONE);

        assertThat(status(consumers)).contains(ConsumerStatus.CREATING);
        store.refuseNothing();
        await(() -> status(consumers).equals(Optional.of(ConsumerStatus.ACTIVE)));
        store.refuse((_, saved) -> saved.consumers().isEmpty());
        consumers.deregister(consumers.find(ORDERS, FAST).orElseThrow());
        assertThat(status(consumers)).contains(ConsumerStatus.DELETING);
        store.refuseNothing();
        await(() -> status(consumers).isEmpty());
    }

    @Test
    void aConsumerBeingDeregisteredIsInUse() {
        StreamConsumers consumers = start(Duration.ZERO, NEVER);
        ConsumerOf fast = consumers.register(ORDERS, FAST, Tags.NONE);
        consumers.deregister(fast);

        assertThatThrownBy(() -> consumers.deregister(fast)).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("ResourceInUseException");
            assertThat(refusal.text())
                    .isEqualTo("Consumer fast of stream orders under account 123456789012 is in state DELETING "
                            + "already.");
        });
    }

    @Test
    void noMoreThanFiveAreCreatingAtATime() {
        StreamConsumers consumers = start(NEVER, NEVER);
        for (int i = 0; i < 5; i++) {
            consumers.register(ORDERS, new ConsumerName("c" + i), Tags.NONE);
        }

        assertThatThrownBy(() -> consumers.register(ORDERS, FAST, Tags.NONE))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("LimitExceededException"));
    }

    private static Optional<ConsumerStatus> status(StreamConsumers consumers) {
        return consumers.find(ORDERS, FAST).map(found -> found.consumer().status());
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline of a wait").isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }
}
