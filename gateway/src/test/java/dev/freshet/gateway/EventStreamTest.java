package dev.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.InternalFailureException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Answers that go on, understood by AWS's own clients: HTTP/2 from Java, HTTP/1.1 from Python. */
final class EventStreamTest {
    private final PracticeSubscription subscription = new PracticeSubscription();
    private final BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
    private TestGateway gateway;
    private KinesisAsyncClient kinesis;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(subscription.service());
        kinesis = AsyncKinesisClients.open(gateway.endpoint(), TestGateway.SECRET_ACCESS_KEY);
    }

    @AfterEach
    void stop() {
        kinesis.close();
        gateway.close();
    }

    private CompletableFuture<Void> subscribe(String shardId) {
        SubscribeToShardResponseHandler handler = SubscribeToShardResponseHandler.builder()
                .subscriber((SubscribeToShardEventStream event) -> {
                    if (event instanceof SubscribeToShardEvent data) {
                        events.add(data);
                    }
                })
                .build();
        return kinesis.subscribeToShard(
                request -> request.consumerARN("arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1")
                        .shardId(shardId)
                        .startingPosition(position -> position.type("LATEST")),
                handler);
    }

    @Test
    void anEventArrivesBeforeTheNextOneIsSent() throws Exception {
        CompletableFuture<Void> done = subscribe("shardId-000000000000");

        SubscribeToShardEvent first = events.poll(60, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.records().getFirst().data().asByteArray()).containsExactly(1, 2, 0xFF);
        assertThat(first.records().getFirst().partitionKey()).isEqualTo("schlüssel");
        assertThat(first.records().getFirst().approximateArrivalTimestamp()).isEqualTo(PracticeSubscription.ARRIVED);
        subscription.secondEvent.countDown();
        done.get(60, TimeUnit.SECONDS);
        assertThat(events)
                .extracting(SubscribeToShardEvent::continuationSequenceNumber)
                .containsExactly("2");
    }

    @Test
    void anErrorInTheMiddleIsTheLastMessage() throws Exception {
        subscription.secondEvent.countDown();
        assertThat(failureOf(subscribe("taken")))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("Another subscription took over");
        assertThat(events).hasSize(2);
    }

    @Test
    void aFaultInTheMiddleIsTheLastMessageAndInTheLogOnce() throws Exception {
        Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        all.addAppender(log);
        try {
            subscription.secondEvent.countDown();
            assertThat(failureOf(subscribe("broken"))).isInstanceOf(InternalFailureException.class);
        } finally {
            all.detachAppender(log);
        }
        assertThat(events).hasSize(2);
        assertThat(List.copyOf(log.list))
                .filteredOn(line -> line.getThrowableProxy() != null)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsExactly(PracticeSubscription.FAULT);
    }

    @Test
    void anErrorBeforeTheFirstEventIsAnOrdinaryAnswer() throws Exception {
        assertThat(failureOf(subscribe("absent"))).isInstanceOf(ResourceNotFoundException.class);
        assertThat(events).isEmpty();
    }

    @Test
    void aClientThatGoesAwayEndsTheStream() throws Exception {
        CompletableFuture<Void> done = subscribe("endless");
        assertThat(events.poll(60, TimeUnit.SECONDS)).isNotNull();
        done.cancel(true);
        kinesis.close();
        subscription.secondEvent.countDown();

        assertThat(subscription.ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void boto3ReadsEventsOverHttpOne(@TempDir Path folder) throws Exception {
        assumeTrue(ForeignClients.works("python3", "-c", "import boto3"), "boto3 is not installed");
        subscription.secondEvent.countDown();
        Path script = Files.writeString(folder.resolve("subscribe.py"), """
                import boto3
                answer = boto3.client("kinesis").subscribe_to_shard(
                    ConsumerARN="arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1",
                    ShardId="shardId-000000000000", StartingPosition={"Type": "LATEST"})
                for event in answer["EventStream"]:
                    data = event["SubscribeToShardEvent"]
                    print(data["ContinuationSequenceNumber"], [list(r["Data"]) for r in data["Records"]])
                """);
        ForeignClients.Result result =
                new ForeignClients(gateway.endpoint(), "us-east-1", folder).run("python3", script.toString());
        assertThat(result.errors()).isEmpty();
        assertThat(result.output().lines().toList()).isEqualTo(List.of("1 [[1, 2, 255]]", "2 []"));
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> done) throws Exception {
        try {
            done.get(60, TimeUnit.SECONDS);
            throw new AssertionError("It went well");
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
