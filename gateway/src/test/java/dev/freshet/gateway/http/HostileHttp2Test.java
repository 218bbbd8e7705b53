package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.dispatch.Gateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What HTTP/2 allows a client to do to a server. Whatever it is, the connection ends and others are served. */
@Timeout(300)
final class HostileHttp2Test {
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofSeconds(5);
    private static final int MANY = 100_000;

    private GatewayServer server = open(new Patience(FOR_EVER, FOR_EVER, FOR_EVER));

    private static GatewayServer open(Patience patience) {
        Gateway gateway = TestGateway.gateway(new PracticeServices().all());
        return GatewayServer.open("127.0.0.1", 0, gateway, InternalPages.NONE, GatewayServer.NO_TLS, patience);
    }

    private void impatient() {
        server.close();
        server = open(new Patience(MOMENT, MOMENT, MOMENT));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertOthersAreServed() throws IOException {
        try (RawHttp2 other = new RawHttp2(server.port())) {
            ask(other, 1);
            assertThat(other.next(RawHttp2.HEADERS).stream()).isEqualTo(1);
        }
    }

    private static void ask(RawHttp2 client, int stream) throws IOException {
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request());
        client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, (byte) '{', (byte) '}');
        client.flush();
    }

    @Test
    void aPrefaceWithNothingBehindItEndsWithThePatience() throws IOException {
        impatient();
        try (RawHttp2 client = new RawHttp2(server.port())) {
            client.flush();
            client.awaitClosed();
        }
        assertOthersAreServed();
    }

    @Test
    void aHeaderThatStopsBetweenItsPiecesEndsWithThePatience() throws IOException {
        impatient();
        try (RawHttp2 client = new RawHttp2(server.port())) {
            ask(client, 1);
            client.next(RawHttp2.HEADERS);
            client.frame(RawHttp2.HEADERS, 0, 3, RawHttp2.request());
            client.frame(RawHttp2.CONTINUATION, 0, 3);
            client.flush();
            client.awaitClosed();
        }
        assertOthersAreServed();
    }

    @Test
    void aHeaderInEndlesslyManyEmptyPiecesEndsAtOnce() throws IOException {
        try (RawHttp2 client = new RawHttp2(server.port())) {
            client.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.request());
            client.flush();
            assertThatThrownBy(() -> {
                        while (true) {
                            client.frame(RawHttp2.CONTINUATION, 0, 1);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertOthersAreServed();
    }

    @Test
    void aHeaderInAFewPiecesIsRead() throws IOException {
        try (RawHttp2 client = new RawHttp2(server.port())) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.request());
            for (int i = 1; i < FrameCount.PIECES_MAX; i++) {
                client.frame(RawHttp2.CONTINUATION, 0, 1);
            }
            client.frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1);
            client.flush();
            assertThat(client.next(RawHttp2.HEADERS).stream()).isEqualTo(1);
        }
    }

    @Test
    void requestsThatAreTakenBackAtOnceEndTheConnection() throws IOException {
        try (RawHttp2 client = new RawHttp2(server.port())) {
            try {
                for (int stream = 1; stream < MANY; stream += 2) {
                    client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request());
                    client.frame(RawHttp2.RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
                }
                client.flush();
            } catch (IOException e) {
                // The server need not listen to the end.
            }
            client.awaitClosed();
        }
        assertOthersAreServed();
    }

    @Test
    void requestsWhoseBodiesNeverComeEndWithThePatience() throws IOException {
        impatient();
        try (RawHttp2 client = new RawHttp2(server.port())) {
            try {
                for (int stream = 1; stream < MANY; stream += 2) {
                    client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request());
                }
                client.flush();
            } catch (IOException e) {
                // The server need not listen to the end.
            }
            client.awaitClosed();
        }
        assertOthersAreServed();
    }

    @Test
    void pingsAndSettingsWithoutARequestEndWithThePatience() throws IOException {
        impatient();
        try (RawHttp2 client = new RawHttp2(server.port())) {
            assertThatThrownBy(() -> {
                        while (true) {
                            client.frame(RawHttp2.PING, 0, 0, new byte[8]);
                            client.frame(RawHttp2.SETTINGS, 0, 0);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertOthersAreServed();
    }

    /** An entry of the table of 4 kB, which each byte that follows asks for again ("HPACK bomb"). */
    @Test
    void aHeaderThatUnfoldsToVeryMuchIsRefusedOrEndsTheConnection() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(RawHttp2.request());
        bomb.write(0x40);
        bomb.write(1);
        bomb.write('x');
        // 4,000 as an integer of seven bits and more.
        bomb.write(0x7f);
        bomb.write((4_000 - 127) % 128 | 0x80);
        bomb.write((4_000 - 127) / 128);
        bomb.writeBytes("y".repeat(4_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        int left = 15_000 - bomb.size();
        for (int i = 0; i < left; i++) {
            bomb.write(0xbe);
        }
        try (RawHttp2 client = new RawHttp2(server.port())) {
            client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, bomb.toByteArray());
            client.flush();
            client.next(RawHttp2.HEADERS);
        }
        assertOthersAreServed();
    }
}
