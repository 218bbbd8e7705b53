package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.AsyncKinesisClients;
import dev.freshet.gateway.PracticeSubscription;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.signature.TestSigner;
import dev.freshet.gateway.wire.WireRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            new Patience(FOR_EVER, FOR_EVER, Duration.ofSeconds(2)));
    private final URI endpoint = URI.create("http://127.0.0.1:" + server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void overHttpOneLosesItsStream() throws Exception {
        TestSigner signer = new TestSigner(
                TestGateway.ACCESS_KEY_ID,
                TestGateway.SECRET_ACCESS_KEY,
                Optional.empty(),
                "us-east-1",
                "kinesis",
                Instant.now());
        byte[] body = "{\"ConsumerARN\":\"%s\",\"ShardId\":\"endless\",\"StartingPosition\":{\"Type\":\"LATEST\"}}"
                .formatted(CONSUMER)
                .getBytes(US_ASCII);
        WireRequest request = signer.sign(
                "POST",
                endpoint,
                Map.of(
                        "Content-Type", "application/x-amz-json-1.1",
                        "X-Amz-Target", "Kinesis_20131202.SubscribeToShard"),
                body);
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\nContent-Length: " + body.length + "\r\n");
        for (String name : List.of(
                "host", "content-type", "x-amz-target", "x-amz-date", "x-amz-content-sha256", "authorization")) {
            head.append(name)
                    .append(": ")
                    .append(request.headers().first(name).orElseThrow())
                    .append("\r\n");
        }
        try (Socket deaf = new Socket(InetAddress.getByName("127.0.0.1"), server.port())) {
            deaf.getOutputStream().write(head.append("\r\n").toString().getBytes(US_ASCII));
            deaf.getOutputStream().write(body);
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
