package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.TestGateway;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies for which there is no room, over HTTP/2, where other requests share the connection. */
@Timeout(120)
final class RefusedBodiesTest {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int BUDGET_BYTES = 128 * 1024;
    private static final int LARGE_BYTES = 24 * 1024;
    private static final int FRAME_BYTES = 16 * 1024;
    private static final int FIRST_WINDOW_BYTES = 65_535;

    private final BodyBudget budget = new BodyBudget(BUDGET_BYTES);
    private GatewayServer server;
    private RawHttp2 client;

    @BeforeEach
    void start() throws IOException {
        start(FOR_EVER);
    }

    private void start(Duration transfer) throws IOException {
        server = GatewayServer.open(
                "127.0.0.1",
                0,
                TestGateway.gateway(new PracticeServices().all()),
                InternalPages.NONE,
                GatewayServer.NO_TLS,
                new Patience(FOR_EVER, FOR_EVER, transfer),
                budget,
                AnswerBudget.ofThisProcess());
        client = new RawHttp2(server.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private void begin(int stream, int bodyBytes) throws IOException {
        Map<String, String> fields =
                new HashMap<>(SignedRequest.of("ListStreams", "{}").fields());
        fields.put("content-length", Integer.toString(bodyBytes));
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request(fields));
        client.flush();
    }

    /** Not more than the connection's window has room for, and the stream's is as large. */
    private void sendData(int stream, int bytes, long firstWindowBytes) throws IOException {
        long window = firstWindowBytes;
        for (int sent = 0; sent < bytes; sent += FRAME_BYTES) {
            while (window < FRAME_BYTES) {
                client.flush();
                window += connectionWindow(client.next(RawHttp2.WINDOW_UPDATE));
            }
            client.frame(RawHttp2.DATA, 0, stream, new byte[FRAME_BYTES]);
            window -= FRAME_BYTES;
        }
        client.flush();
    }

    private static long connectionWindow(RawHttp2.Frame update) {
        return update.stream() == 0 ? ByteBuffer.wrap(update.payload()).getInt() : 0;
    }

    private void assertIsServed(int stream, int bodyBytes) throws IOException {
        SignedRequest.of("Nonsense", "{" + " ".repeat(bodyBytes - 2) + "}").send(client, stream);
        assertThat(client.body(stream)).contains("UnknownOperationException");
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndTheConnectionIsKept() throws IOException {
        begin(1, RequestBody.BYTES_MAX + 1);
        // Names of headers come as they are, or in the code of RFC 7541, which this test need not read.
        RawHttp2.Frame head = client.next(RawHttp2.HEADERS);
        assertThat(new String(head.payload(), ISO_8859_1)).doesNotContain("connection");
        assertThat(client.body(1)).contains("RequestEntityTooLargeException");
        client.frame(RawHttp2.DATA, 0, 1, new byte[1_000]);
        assertIsServed(3, 100);
    }

    @Test
    void aRefusedBodyThatGoesOnLeavesOthersTheirWindow() throws IOException {
        client.flush();
        long window = FIRST_WINDOW_BYTES + connectionWindow(client.next(RawHttp2.WINDOW_UPDATE));
        begin(1, RequestBody.BYTES_MAX + 1);
        assertThat(client.body(1)).contains("RequestEntityTooLargeException");
        sendData(1, 8 * 1024 * 1024, window);
        assertIsServed(3, FRAME_BYTES);
    }

    @Test
    void aRefusedBodyThatStopsIsEndedWithThePatience() throws IOException {
        stop();
        start(Duration.ofSeconds(5));
        begin(1, RequestBody.BYTES_MAX + 1);
        assertThat(client.body(1)).contains("RequestEntityTooLargeException");
        client.frame(RawHttp2.DATA, 0, 1, new byte[1_000]);
        client.flush();
        assertThat(client.next(RawHttp2.RST_STREAM).stream()).isEqualTo(1);
        assertIsServed(3, 100);
    }

    /** Helidon would keep 32 pieces, and then read nothing more of the whole connection. */
    @Test
    void aRefusedBodyThatGoesOnBehindItsEndEndsTheConnection() throws IOException {
        stop();
        start(Duration.ofSeconds(1));
        begin(1, RequestBody.BYTES_MAX + 1);
        assertThat(client.next(RawHttp2.RST_STREAM).stream()).isEqualTo(1);
        try {
            for (int i = 0; i < 40; i++) {
                client.frame(RawHttp2.DATA, 0, 1, new byte[1_000]);
            }
            client.flush();
        } catch (SocketException e) {
            // It has ended already.
        }
        client.awaitClosed();
    }

    @Test
    void aBodyThatFindsNoRoomIsRefusedUntilThereIsSome() throws IOException {
        try (BodyBudget.Share others = budget.open()) {
            assertThat(others.growTo(BUDGET_BYTES)).isTrue();
            begin(1, LARGE_BYTES);
            client.frame(RawHttp2.DATA, 0, 1, new byte[LARGE_BYTES / 2]);
            client.flush();
            assertThat(client.body(1)).contains("ServiceUnavailableException");
            client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[LARGE_BYTES / 2]);
            client.flush();
        }
        assertIsServed(3, FRAME_BYTES - 100);
    }
}
