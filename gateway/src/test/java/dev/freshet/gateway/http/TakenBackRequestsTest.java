package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.PracticeSubscription;
import dev.freshet.gateway.TestGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RST_STREAM behind a whole request, as AWS's clients send it, in time and too late (RFC 9113, section 5.1). */
@Timeout(120)
final class TakenBackRequestsTest {
    private static final int MANY = 100_000;
    private static final int STREAMS_MAX = 128;

    private final PracticeSubscription subscription = new PracticeSubscription();
    private TestGateway gateway;
    private RawHttp2 client;

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateway.start(subscription.service());
        client = new RawHttp2(gateway.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        gateway.close();
    }

    private static void ask(RawHttp2 client, int stream) throws IOException {
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request());
        client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, (byte) '{', (byte) '}');
        client.flush();
    }

    private void assertIsAnswered(int stream) throws IOException {
        ask(client, stream);
        assertThat(client.body(stream)).startsWith("{\"__type\":");
    }

    private void subscribe(String shardId) throws IOException {
        SignedRequest.subscribeToShard(shardId).send(client, 1);
        assertThat(client.next(RawHttp2.DATA).stream()).isEqualTo(1);
    }

    private void openWindows() throws IOException {
        client.frame(RawHttp2.WINDOW_UPDATE, 0, 0, (byte) 0x7f, (byte) 0, (byte) 0, (byte) 0);
        client.frame(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0x7f, 0, 0, 0});
    }

    private void assertTheSubscriptionEnds() throws InterruptedException {
        assertThat(subscription.ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aClientThatTakesItsSubscriptionBackKeepsItsConnection() throws Exception {
        subscribe("endless");
        client.reset(1);
        assertIsAnswered(3);
        client.reset(1);
        SignedRequest.subscribeToShard("other").send(client, 5);
        client.reset(1);
        client.reset(3);
        assertIsAnswered(7);
    }

    @Test
    void aSubscriptionThatWaitsEndsWhenItIsTakenBack() throws Exception {
        subscribe("endless");
        client.reset(1);
        client.flush();
        assertTheSubscriptionEnds();
    }

    @Test
    void aSubscriptionThatWritesEndsWithoutItsConnection() throws Exception {
        openWindows();
        subscription.secondEvent.countDown();
        subscribe("endless");
        for (int i = 0; i < 1_000; i++) {
            client.next(RawHttp2.DATA);
        }
        client.reset(1);
        client.flush();
        assertIsAnswered(3);
        assertTheSubscriptionEnds();
    }

    @Test
    void aSubscriptionThatWaitsForItsWindowEndsWhenItIsTakenBack() throws Exception {
        subscription.secondEvent.countDown();
        subscribe("endless");
        // All that it may send: the rest of the window is smaller than an event.
        long received = 0;
        while (received < 64_000) {
            received += client.next(RawHttp2.DATA).payload().length;
        }
        client.reset(1);
        client.flush();
        assertTheSubscriptionEnds();
    }

    @Test
    void aSubscriptionThatIsTakenBackAtOnceEndsWhereverItIs() throws Exception {
        for (int stream = 1; stream < 400; stream += 2) {
            SignedRequest.subscribeToShard("endless").send(client, stream);
            client.reset(stream);
            client.flush();
            client.awaitEnd(stream);
        }
        assertIsAnswered(401);
    }

    /** Helidon counts a stream until its answer has ended. */
    @Test
    void aConnectionThatIsFullTakesASubscriptionForEachThatIsTakenBack() throws Exception {
        openWindows();
        int full = 2 * STREAMS_MAX;
        for (int stream = 1; stream < full; stream += 2) {
            SignedRequest.subscribeToShard("endless").send(client, stream);
            client.next(RawHttp2.DATA);
        }
        for (int stream = full + 1; stream < full + 100; stream += 2) {
            client.reset(stream - full);
            SignedRequest.subscribeToShard("endless").send(client, stream);
            client.nextOf(RawHttp2.DATA, stream);
        }
    }

    /** One that went on waiting would keep its memory and its place on the connection. */
    @Test
    void aLargeAnswerThatWaitsForItsWindowEndsWhenItIsTakenBack() throws IOException {
        InternalPages.Page large = new InternalPages.Page("text/plain", new byte[200_000]);
        Duration forEver = Duration.ofHours(1);
        try (GatewayServer server = GatewayServer.open(
                        "127.0.0.1",
                        0,
                        TestGateway.gateway(List.of()),
                        _ -> Optional.of(large),
                        GatewayServer.NO_TLS,
                        new Patience(forEver, forEver, forEver));
                RawHttp2 reader = new RawHttp2(server.port())) {
            for (int stream = 1; stream < 4 * STREAMS_MAX; stream += 2) {
                int flags = RawHttp2.END_HEADERS | RawHttp2.END_STREAM;
                reader.frame(RawHttp2.HEADERS, flags, stream, RawHttp2.pageRequest());
                reader.flush();
                reader.nextOf(RawHttp2.HEADERS, stream);
                reader.reset(stream);
            }
        }
    }

    @Test
    void anAnswerThatIsTakenBackWhenItIsSentDoesNotHurt() throws IOException {
        assertIsAnswered(1);
        assertIsAnswered(3);
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 5, RawHttp2.request());
        client.reset(1);
        client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 5, (byte) '{', (byte) '}');
        client.flush();
        assertThat(client.body(5)).startsWith("{\"__type\":");
    }

    @Test
    void aResetThatComesInPiecesIsUnderstood() throws Exception {
        subscribe("endless");
        client.frameInBytes(RawHttp2.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
        assertTheSubscriptionEnds();
        client.frameInBytes(RawHttp2.RST_STREAM, 0, 1, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
        assertIsAnswered(3);
    }

    @Test
    void wholeRequestsThatAreTakenBackAtOnceKeepNobodyOut() throws IOException {
        try {
            for (int stream = 1; stream < MANY; stream += 2) {
                int flags = RawHttp2.END_HEADERS | RawHttp2.END_STREAM;
                client.frame(RawHttp2.HEADERS, flags, stream, RawHttp2.request());
                client.reset(stream);
            }
            client.flush();
        } catch (IOException e) {
            // The server need not listen to the end.
        }
        try (RawHttp2 other = new RawHttp2(gateway.port())) {
            ask(other, 1);
            assertThat(other.body(1)).startsWith("{\"__type\":");
        }
        client.awaitClosed();
    }
}
