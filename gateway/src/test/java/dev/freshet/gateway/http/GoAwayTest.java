package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.TestGateway;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Frames written by hand, for no client of Java's can be made to send a GOAWAY at a given moment. */
@Timeout(60)
class GoAwayTest {
    @Test
    void aClientThatSaysGoodbyeBeforeItHasItsAnswerGetsIt() throws IOException {
        try (TestGateway gateway = TestGateway.start();
                RawHttp2 client = new RawHttp2(gateway.port())) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.request());
            client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, "{}".getBytes(US_ASCII));
            client.frame(RawHttp2.GOAWAY, 0, 0, new byte[8]);
            client.flush();

            assertThat(client.body(1)).startsWith("{\"__type\":");
        }
    }
}
