package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.gateway.TestGateway;
import dev.freshet.kinesis.TestKinesis;
import dev.freshet.kinesis.datastream.DataStreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Enhanced fan-out by the asynchronous AWS SDK for Java: HTTP/2 by prior knowledge, events in JSON. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
@Timeout(180)
class SubscribeToShardTest extends ActionTest {
    private static final String SHARD = "shardId-000000000000";

    private KinesisAsyncClient subscriber;
    private String consumerArn;

    @BeforeEach
    void register() {
        createProvisioned("orders", 1);
        consumerArn = kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("orders")).consumerName("fast"))
                .consumer()
                .consumerARN();
        subscriber = KinesisAsyncClient.builder()
                .endpointOverride(test.endpoint())
                .region(Region.of(TestGateway.REGION.value()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY)))
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void closeSubscriber() {
        subscriber.close();
    }

    private final class Subscribed {
        final BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> done;

        Subscribed(Consumer<StartingPosition.Builder> position) {
            SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()
                    .subscriber((SubscribeToShardEventStream event) -> {
                        if (event instanceof SubscribeToShardEvent data) {
                            events.add(data);
                        }
                    })
                    .build();
            done = subscriber.subscribeToShard(
                    request -> request.consumerARN(consumerArn).shardId(SHARD).startingPosition(position), handler);
        }

        SubscribeToShardEvent next() throws InterruptedException {
            SubscribeToShardEvent event = events.poll(60, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("No event came");
            }
            return event;
        }

        Record nextRecord() throws InterruptedException {
            SubscribeToShardEvent event = next();
            while (event.records().isEmpty()) {
                event = next();
            }
            assertThat(event.records()).hasSize(1);
            return event.records().getFirst();
        }

        <E extends Throwable> E failure(Class<E> type) {
            ExecutionException failed =
                    catchThrowableOfType(ExecutionException.class, () -> done.get(60, TimeUnit.SECONDS));
            assertThat(failed).hasCauseInstanceOf(type);
            return Present.of(type.cast(failed.getCause()));
        }
    }

    private Subscribed subscribe(ShardIteratorType type) {
        return new Subscribed(position -> position.type(type));
    }

    private void advanceUntilDone(Duration step, CompletableFuture<?> done) throws Exception {
        test.clock.advance(step);
        done.get(60, TimeUnit.SECONDS);
    }

    @Test
    void recordsArePushedAsTheyCome() throws Exception {
        put("orders", "a");
        Subscribed subscribed = subscribe(ShardIteratorType.TRIM_HORIZON);

        Record first = subscribed.nextRecord();
        assertThat(first.data().asUtf8String()).isEqualTo("a");
        assertThat(first.partitionKey()).isEqualTo("key of a");
        assertThat(first.approximateArrivalTimestamp()).isEqualTo(TestKinesis.START);
        put("orders", "b");
        assertThat(subscribed.nextRecord().data().asUtf8String()).isEqualTo("b");
    }

    @Test
    void theFirstEventComesAtOnceAndWithoutRecordsThereAreHeartbeats() throws Exception {
        Subscribed subscribed = subscribe(ShardIteratorType.LATEST);

        SubscribeToShardEvent first = subscribed.next();
        assertThat(first.records()).isEmpty();
        assertThat(first.millisBehindLatest()).isZero();
        assertThat(first.hasChildShards()).isFalse();
        test.clock.advance(Duration.ofSeconds(5));
        assertThat(subscribed.next().records()).isEmpty();
    }

    @Test
    void anEventsContinuationLeadsToTheNextRecord() throws Exception {
        Subscribed empty = subscribe(ShardIteratorType.LATEST);
        String beforeAll = empty.next().continuationSequenceNumber();
        put("orders", "a");
        empty.nextRecord();
        test.clock.advance(Duration.ofSeconds(5));

        Subscribed second = new Subscribed(position ->
                position.type(ShardIteratorType.AFTER_SEQUENCE_NUMBER).sequenceNumber(beforeAll));
        SubscribeToShardEvent withA = second.next();
        assertThat(withA.records()).hasSize(1);
        put("orders", "b");
        test.clock.advance(Duration.ofSeconds(5));

        Subscribed third = new Subscribed(position -> position.type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .sequenceNumber(withA.continuationSequenceNumber()));
        assertThat(third.nextRecord().data().asUtf8String()).isEqualTo("b");
    }

    @Test
    void aTimestampIsAStart() throws Exception {
        put("orders", "a");
        test.clock.advance(Duration.ofMinutes(1));
        Instant between = test.clock.instant();
        put("orders", "b");

        Subscribed subscribed = new Subscribed(
                position -> position.type(ShardIteratorType.AT_TIMESTAMP).timestamp(between));

        assertThat(subscribed.nextRecord().data().asUtf8String()).isEqualTo("b");
    }

    @Test
    void itEndsAfterFiveMinutesWithoutAnError() throws Exception {
        Subscribed subscribed = subscribe(ShardIteratorType.LATEST);
        subscribed.next();

        test.clock.advance(Duration.ofSeconds(299));
        put("orders", "still there");
        assertThat(subscribed.nextRecord().data().asUtf8String()).isEqualTo("still there");
        advanceUntilDone(Duration.ofSeconds(1), subscribed.done);
    }

    @Test
    void withinFiveSecondsASecondOneIsRefusedAndLaterItTakesOver() throws Exception {
        Subscribed first = subscribe(ShardIteratorType.LATEST);
        first.next();
        test.clock.advance(Duration.ofMillis(4999));
        assertThat(subscribe(ShardIteratorType.LATEST)
                        .failure(ResourceInUseException.class)
                        .awsErrorDetails()
                        .errorMessage())
                .contains("less than 5 seconds old");
        put("orders", "a");
        assertThat(first.nextRecord().data().asUtf8String()).isEqualTo("a");

        test.clock.advance(Duration.ofMillis(1));
        Subscribed second = subscribe(ShardIteratorType.LATEST);
        second.next();
        assertThat(first.failure(ResourceInUseException.class).awsErrorDetails().errorMessage())
                .contains("took over");
        put("orders", "b");
        assertThat(second.nextRecord().data().asUtf8String()).isEqualTo("b");
    }

    @Test
    void itEndsWhenItsConsumerIsDeregistered() throws Exception {
        Subscribed subscribed = subscribe(ShardIteratorType.LATEST);
        subscribed.next();

        kinesis.deregisterStreamConsumer(request -> request.consumerARN(consumerArn));

        subscribed.failure(ResourceNotFoundException.class);
    }

    @Test
    void itEndsWhenItsDataStreamIsDeleted() throws Exception {
        Subscribed subscribed = subscribe(ShardIteratorType.LATEST);
        subscribed.next();

        kinesis.deleteStream(request -> request.streamName("orders").enforceConsumerDeletion(true));

        subscribed.failure(ResourceNotFoundException.class);
    }

    @Test
    void theEndOfAShardNamesItsChildrenAndHasNoContinuation() throws Exception {
        put("orders", "last");
        Subscribed subscribed = subscribe(ShardIteratorType.TRIM_HORIZON);
        assertThat(subscribed.nextRecord().data().asUtf8String()).isEqualTo("last");

        kinesis.splitShard(request -> request.streamName("orders")
                .shardToSplit(SHARD)
                .newStartingHashKey("170141183460469231731687303715884105728"));
        subscribed.done.get(60, TimeUnit.SECONDS);

        SubscribeToShardEvent end =
                subscribed.events.stream().reduce((_, later) -> later).orElseThrow();
        assertThat(end.continuationSequenceNumber()).isNull();
        assertThat(end.childShards())
                .extracting(child -> child.shardId() + " of " + child.parentShards())
                .containsExactly("shardId-000000000001 of [" + SHARD + "]", "shardId-000000000002 of [" + SHARD + "]");
    }

    @Test
    void whatIsWrongIsToldBeforeTheStreamBegins() {
        new Subscribed(position -> position.type(ShardIteratorType.AT_SEQUENCE_NUMBER))
                .failure(InvalidArgumentException.class);
        consumerArn = consumerArn.replace("fast", "slow");
        subscribe(ShardIteratorType.LATEST).failure(ResourceNotFoundException.class);
    }

    @Test
    void serversStopWhileSubscriptionsRun() throws Exception {
        Subscribed subscribed = subscribe(ShardIteratorType.LATEST);
        subscribed.next();

        test.restart();

        assertThat(test.kinesis()
                        .dataStreams()
                        .describe(new DataStreamName("orders"))
                        .name()
                        .value())
                .isEqualTo("orders");
        subscribed.done.handle((_, _) -> true).get(60, TimeUnit.SECONDS);
    }
}
