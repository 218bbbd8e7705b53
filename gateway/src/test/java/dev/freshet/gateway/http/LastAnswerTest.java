package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.PracticeSubscription;
import dev.freshet.gateway.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The answer with which a connection of HTTP/1.1 ends, where its length is not known beforehand. */
@Timeout(60)
final class LastAnswerTest {
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    @Test
    void anEventStreamHasItsLastChunkBeforeTheConnectionEnds() throws IOException {
        PracticeSubscription subscription = new PracticeSubscription();
        subscription.secondEvent.countDown();
        try (TestGateway gateway = TestGateway.start(subscription.service());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(30_000);
            SignedRequest.subscribeToShard("short").send(client, "Connection: close\r\n");

            String answer = new String(client.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(answer).startsWith("HTTP/1.1 200").endsWith(LAST_CHUNK);
        }
    }
}
