package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.dispatch.Gateway;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that do not ask anything. */
@Timeout(300)
final class SilentConnectionsTest {
    private static final String REQUEST =
            "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: Kinesis_20131202.ListStreams\r\n"
                    + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n{}";

    private final List<Socket> sockets = new ArrayList<>();
    private final GatewayServer server = GatewayServer.open(
            "127.0.0.1",
            0,
            new Gateway(
                    new PracticeServices().all(),
                    TestGateway.ROOT_KEY,
                    TestGateway.ALLOW_ALL,
                    TestGateway.REGION,
                    InstantSource.system(),
                    new Random()),
            InternalPages.NONE,
            GatewayServer.NO_TLS,
            Duration.ofSeconds(3));

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
        return socket;
    }

    private static void assertIsClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    private static void assertIsServed(Socket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        byte[] start = socket.getInputStream().readNBytes(12);
        assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }

    @Test
    void manyThatNeverSendAByteAreClosedAndOthersAreServedMeanwhile() throws IOException {
        int count = Boolean.getBoolean("freshet.long") ? 10_000 : 1_000;
        for (int i = 0; i < count; i++) {
            connect();
        }
        List<Socket> silent = List.copyOf(sockets);
        assertIsServed(connect());

        for (Socket each : silent) {
            assertIsClosed(each);
        }
        assertThat(server.silentConnections()).isZero();
        assertIsServed(connect());
    }

    @Test
    void oneThatStopsInTheMiddleOfAHeaderIsClosed() throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(REQUEST.substring(0, 40).getBytes(StandardCharsets.US_ASCII));

        assertIsClosed(socket);
    }

    @Test
    void oneThatAskedStaysOpenForItsNextRequest() throws IOException {
        Socket asked = connect();
        assertIsServed(asked);
        Socket silent = connect();

        // By then the one that asked is older than the patience too.
        assertIsClosed(silent);
        byte[] rest = new byte[8192];
        assertThat(asked.getInputStream().read(rest)).isPositive();
        assertIsServed(asked);
    }
}
