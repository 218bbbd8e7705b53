package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.AsyncKinesisClients;
import dev.freshet.gateway.PracticeSubscription;
import dev.freshet.gateway.TestGateway;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** Subscribers that take an event, and then no more, on a connection that they keep. */
@Timeout(120)
final class DeafSubscriberTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final String CONSUMER = "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1";

    private final PracticeSubscription subscription = new PracticeSubscription();
    private final GatewayServer server = GatewayServer.open(
            "127.0.0.1",
            0,
            TestGateway.gateway(List.of(subscription.service())),
            InternalPages.NONE,
            GatewayServer.NO_TLS,
            new Patience(FOR_EVER, FOR_EVER, Duration.ofSeconds(5)));
    private final URI endpoint = URI.create("http://127.0.0.1:" + server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void overHttpOneLosesItsStream() throws Exception {
        try (Socket deaf = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            SignedRequest.subscribeToShard("endless").send(deaf, "");
            assertThat(new String(deaf.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 200");

            assertTheStreamEnds();
        }
    }

    @Test
    void overHttpTwoLosesItsStream() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (KinesisAsyncClient kinesis = AsyncKinesisClients.open(endpoint, TestGateway.SECRET_ACCESS_KEY)) {
            kinesis.subscribeToShard(
                    request -> request.consumerARN(CONSUMER)
                            .shardId("endless")
                            .startingPosition(position -> position.type("LATEST")),
                    SubscribeToShardResponseHandler.builder()
                            .onEventStream(events -> events.subscribe(new OneEvent(first)))
                            .build());
            assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();

            assertTheStreamEnds();
        }
    }

    private void assertTheStreamEnds() throws InterruptedException {
        subscription.secondEvent.countDown();
        assertThat(subscription.ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    /** Never asks for a second one. */
    private record OneEvent(CountDownLatch seen) implements Subscriber<SubscribeToShardEventStream> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(SubscribeToShardEventStream event) {
            seen.countDown();
        }

        @Override
        public void onError(Throwable failure) {
            // It ends in one way or another.
        }

        @Override
        public void onComplete() {
            // It ends in one way or another.
        }
    }
}
