package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No service has HEAD, but its refusal must not have a body, which a client would take for the next answer. */
@Timeout(60)
final class HeadRequestTest {
    private final TestGateway gateway =
            TestGateway.start(new PracticeServices().all().toArray(Service[]::new));

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String answers(String... requests) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            client.setSoTimeout(30_000);
            for (String request : requests) {
                client.getOutputStream().write(request.getBytes(US_ASCII));
            }
            return new String(client.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String head(String fields) {
        return "HEAD / HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n";
    }

    @Test
    void anAnswerOverHttp1EndsWithItsHeader() throws IOException {
        String kinesis = "X-Amz-Target: Kinesis_20131202.ListStreams\r\n";

        String answers = answers(head(kinesis), head(""), head(kinesis + "Connection: close\r\n"));

        assertThat(answers.split("HTTP/1.1 4", -1)).hasSize(4);
        assertThat(answers).endsWith("\r\n\r\n").doesNotContain("{").containsPattern("(?i)content-length: [1-9]");
    }

    @Test
    void anAnswerOverHttp2EndsWithItsHeader() throws IOException {
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, RawHttp2.headRequest());
            client.flush();
            assertThat(client.body(1)).isEmpty();
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 3, RawHttp2.request());
            client.flush();
            assertThat(client.body(3)).contains("__type");
        }
    }
}
