package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.dispatch.Gateway;
import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that do not ask anything. */
@Timeout(300)
final class SilentConnectionsTest {
    private static final String REQUEST =
            "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: Kinesis_20131202.ListStreams\r\n"
                    + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n{}";

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration MOMENT = Duration.ofSeconds(5);

    /** Two buffers of 8 KiB, a virtual thread, and the test's own end of the connection. */
    private static final long BYTES_EACH_MAX = 40 * 1024;

    private static final long BYTES_MORE_MAX = 32 * 1024 * 1024;

    private static final InternalPages.Page LARGE = new InternalPages.Page("text/plain", new byte[64 * 1024 * 1024]);

    private final List<Socket> sockets = new ArrayList<>();
    private GatewayServer server = open(new Patience(MOMENT, LONG, LONG));

    private static GatewayServer open(Patience patience) {
        Gateway gateway = TestGateway.gateway(new PracticeServices().all());
        return GatewayServer.open("127.0.0.1", 0, gateway, _ -> Optional.of(LARGE), GatewayServer.NO_TLS, patience);
    }

    private void restart(Patience patience) {
        server.close();
        server = open(patience);
    }

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

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
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
        restart(new Patience(Duration.ofSeconds(10), LONG, LONG));
        int count = Boolean.getBoolean("freshet.long") ? 10_000 : 1_000;
        assertIsServed(connect());
        long bytes = usedBytes();
        int threads = Thread.activeCount();
        for (int i = 0; i < count; i++) {
            connect();
        }
        List<Socket> silent = List.copyOf(sockets.subList(1, sockets.size()));
        assertIsServed(connect());
        assertThat(usedBytes() - bytes).as("bytes for all of them").isLessThan(count * BYTES_EACH_MAX + BYTES_MORE_MAX);
        assertThat(Thread.activeCount() - threads)
                .as("more threads of the system")
                .isLessThan(50);

        for (Socket each : silent) {
            assertIsClosed(each);
        }
        assertThat(server.silentConnections()).isZero();
        assertIsServed(connect());
    }

    @Test
    void whereConnectionsGetScarceTheOldestThatNeverAskedGiveWay() throws IOException {
        try (SilentConnections few = new SilentConnections(LONG, LONG, 3);
                ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            List<SocketChannel> accepted = new ArrayList<>();
            SocketOptions options = few.watching(SocketOptions.create());
            for (int i = 0; i < 6; i++) {
                Socket client = new Socket();
                sockets.add(client);
                client.connect(listener.getLocalAddress());
                SocketChannel channel = listener.accept();
                accepted.add(channel);
                options.configureSocket(channel);
                if (i == 0) {
                    few.heard(channel.getRemoteAddress()).close();
                }
            }

            assertThat(accepted.stream().map(SocketChannel::isOpen))
                    .containsExactly(true, false, false, false, true, true);
        }
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

    @Test
    void oneThatAskedIsClosedWhenTheHeaderOfItsNextRequestDoesNotCome() throws IOException {
        restart(new Patience(LONG, MOMENT, LONG));
        Socket silent = connect();
        assertIsServed(silent);
        Socket slow = connect();
        assertIsServed(slow);
        slow.getOutputStream().write(REQUEST.substring(0, 40).getBytes(StandardCharsets.US_ASCII));

        assertEnds(silent);
        assertEnds(slow);
    }

    @Test
    void oneThatDoesNotReadItsAnswerIsClosed() throws IOException {
        restart(new Patience(LONG, LONG, MOMENT));
        Socket deaf = connect();
        deaf.getOutputStream()
                .write("GET /_freshet/large HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        // Refused as soon as the server has given up; then the answer can no longer be read to its end.
        assertThatThrownBy(() -> {
                    while (true) {
                        deaf.getOutputStream().write('\n');
                        Thread.sleep(20);
                    }
                })
                .isInstanceOf(SocketException.class);
        assertEnds(deaf);
    }

    /** Closed, whatever came before. */
    private static void assertEnds(Socket socket) throws IOException {
        long count = 0;
        try {
            for (long skipped = 1; skipped > 0; ) {
                skipped = socket.getInputStream().read(new byte[8192]);
                count += skipped;
            }
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        assertThat(count).as("bytes read").isLessThan(64 * 1024 * 1024);
    }
}
