package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.AsyncKinesisClients;
import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.dispatch.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** The server itself: connections, limits, both versions of HTTP. */
final class GatewayServerTest {
    private static final String TARGET = "X-Amz-Target: Kinesis_20131202.ListStreams\r\n";

    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
            + "Content-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final PracticeServices services = new PracticeServices();
    private GatewayServer server;

    @BeforeEach
    void start() {
        Gateway gateway = TestGateway.gateway(services.all());
        InternalPages pages = path -> path.equals("/_freshet/status")
                ? Optional.of(new InternalPages.Page("application/json", "{}".getBytes(StandardCharsets.UTF_8)))
                : Optional.empty();
        server = GatewayServer.open("127.0.0.1", 0, gateway, pages);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            for (int i = 0; i < 3; i++) {
                send(
                        socket,
                        "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                                + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n{}");
                assertThat(answer(socket)).startsWith("HTTP/1.1 400").contains("MissingAuthenticationTokenException");
            }
        }
    }

    @Test
    void whatAClientDoesNotReadIsEndedByOurPatienceAndNotByHelidonsBefore() {
        assertThat(GatewayServer.http2(GatewayServer.PATIENCE).flowControlTimeout())
                .isGreaterThan(GatewayServer.PATIENCE.transfer());
    }

    @Test
    void aBodyInChunksIsRead() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(answer(socket)).contains("MissingAuthenticationTokenException");
        }
    }

    @Test
    void aClientThatAsksBeforeItSendsIsToldToGoOn() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 100 ");
            send(socket, "{}");
            assertThat(answer(socket)).contains("MissingAuthenticationTokenException");
        }
    }

    @Test
    void anAddressInItsAbsoluteFormIsServed() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(
                    socket,
                    "POST http://localhost/ HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(answer(socket)).contains("MissingAuthenticationTokenException");
        }
    }

    @Test
    void aBodyDeclaredTooLargeIsRefusedBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 20971521\r\n\r\n");
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("RequestEntityTooLargeException");
        }
    }

    @Test
    void aBodyThatIsRefusedIsDroppedSoThatItsSenderSeesTheAnswerAndThenTheEnd() throws IOException {
        int declared = RequestBody.BYTES_MAX + 1;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(30_000);
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: " + declared + "\r\n\r\n");
            send(socket, " ".repeat(declared));
            assertThat(allThatComes(socket)).startsWith("HTTP/1.1 413").containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void whoAsksBeforeSendingTooMuchIsRefusedWithoutWaiting() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(30_000);
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 20971521\r\n\r\n");
            assertThat(allThatComes(socket)).startsWith("HTTP/1.1 413").containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void aConnectionEndsWithTheAnswerThatAClientSaysIsItsLast() throws IOException {
        for (String last : List.of("Connection: close\r\n", "connection: Keep-Alive, Close\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(30_000);
                String request = "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                        + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n";
                send(socket, request + "\r\n{}" + request + last + "\r\n{}");
                assertThat(allThatComes(socket).split("MissingAuthenticationTokenException", -1))
                        .hasSize(3);
            }
        }
    }

    private static String allThatComes(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aBodyThatGrowsTooLargeIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                            + "Content-Type: application/x-amz-json-1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
            Thread sender = Thread.ofVirtual().start(() -> {
                String chunk = "100000\r\n" + " ".repeat(1 << 20) + "\r\n";
                try {
                    for (int i = 0; i < 21; i++) {
                        send(socket, chunk);
                    }
                } catch (IOException e) {
                    // The server need not listen to the end.
                }
            });
            assertThat(answer(socket)).startsWith("HTTP/1.1 413");
            sender.join();
        }
    }

    @Test
    void aTruncatedBodyHurtsNobodyElse() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                send(
                        socket,
                        "POST / HTTP/1.1\r\nHost: localhost\r\n" + TARGET
                                + "Content-Type: application/x-amz-json-1.1\r\nContent-Length: 1000\r\n\r\n{\"Lim");
            }
        }
        aConnectionServesManyRequests();
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void rubbishIsAnsweredWithoutAStackTrace() throws IOException {
        for (String rubbish : List.of(
                "\u0000\u0001\u0002\r\n\r\n" + "\u0000".repeat(30),
                "GET\r\n\r\nGET\r\n\r\nGET\r\n\r\nGET\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "GET /%zz%00/..;x?%=%& HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
                "GET / HTTP/1.0\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "CONNECT localhost:1 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "DELETE http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                CHUNKED + "ZZ\r\n{}\r\n0\r\n\r\n",
                CHUNKED + "-1\r\n{}\r\n0\r\n\r\n",
                CHUNKED + "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n",
                CHUNKED + "7fffffffffffffff\r\n{}\r\n0\r\n\r\n",
                CHUNKED + "2;" + "x".repeat(100_000) + "\r\n{}\r\n0\r\n\r\n",
                CHUNKED + "2\r\n{}{}\r\n0\r\n\r\n",
                CHUNKED.replace("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\n") + "2\r\n{}\r\n0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\u00ff".repeat(30),
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + "\u0007".repeat(40))) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                socket.setSoTimeout(60_000);
                send(socket, rubbish);
                // What waits for more shall see that there is none.
                socket.shutdownOutput();
                assertThat(answer(socket)).doesNotContain("HTTP/1.1 5", "Exception:", "\tat ", "io.helidon");
            }
        }
    }

    @Test
    void thousandsOfIdleConnectionsKeepNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                idle.add(new Socket("127.0.0.1", server.port()));
            }
            aConnectionServesManyRequests();
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void internalPagesAreShownToGetOnly() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, "/_freshet/status").body()).isEqualTo("{}");
            assertThat(get(client, "/_freshet/status").headers().firstValue("content-type"))
                    .contains("application/json");
            assertThat(get(client, "/_freshet/other").statusCode()).isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(uri("/_freshet/status"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void theAsynchronousSdkIsServedOverHttpTwo() {
        try (KinesisAsyncClient kinesis = asyncClient(TestGateway.SECRET_ACCESS_KEY)) {
            assertThat(kinesis.listStreams().join().streamNames()).contains("überströmend");
            byte[] megabyte = new byte[1 << 20];
            new Random(1).nextBytes(megabyte);
            PutRecordsResponse put = kinesis.putRecords(request -> request.streamName("s")
                            .records(java.util.Collections.nCopies(
                                    8,
                                    PutRecordsRequestEntry.builder()
                                            .partitionKey("k")
                                            .data(SdkBytes.fromByteArray(megabyte))
                                            .build())))
                    .join();
            assertThat(put.records()).hasSize(8);
        }
    }

    @Test
    void aWrongSecretIsRefusedOverHttpTwoToo() {
        try (KinesisAsyncClient kinesis = asyncClient("x")) {
            assertThat(kinesis.listStreams().handle((_, error) -> error).join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            KinesisException.class,
                            error -> assertThat(error.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidSignatureException"));
        }
    }

    private KinesisAsyncClient asyncClient(String secret) {
        return AsyncKinesisClients.open(uri(""), secret);
    }

    private HttpResponse<String> get(HttpClient client, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One answer with its body; what there is of it when the server closes the connection. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int c = read(in);
            if (c < 0) {
                return text.toString();
            }
            text.append((char) c);
        }
        int length = text.toString()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private static int read(InputStream in) throws IOException {
        try {
            return in.read();
        } catch (java.net.SocketException e) {
            // A reset connection: closed, with our bytes unread.
            return -1;
        }
    }
}
