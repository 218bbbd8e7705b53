package dev.freshet.app.command;

import com.sun.net.httpserver.HttpServer;
import dev.freshet.app.RunningFreshet;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.status.Status;
import dev.freshet.app.status.StatusJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Freshet that has a status and answers with it, and nothing else. */
final class FakeFreshet implements RunningFreshet {
    static final String CLUSTER = "abcdefghijklmnopqrstuvwxya";
    static final String OTHER_CLUSTER = "bbcdefghijklmnopqrstuvwxya";

    private final HttpServer server;
    private final Configuration configuration;
    private boolean isClosed;

    FakeFreshet(Configuration configuration) {
        this.configuration = configuration;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(Status.PATH, exchange -> {
            byte[] body = StatusJson.write(status()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    boolean isClosed() {
        return isClosed;
    }

    @Override
    public Status status() {
        return new Status(
                "9.9.9",
                ProcessHandle.current().pid(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                new Status.Tls(
                        URI.create("https://localhost:4567"),
                        configuration.home().folder().resolve("ca.pem")),
                configuration.account().region().value(),
                configuration.account().id().value(),
                configuration.home().folder(),
                CLUSTER,
                List.of(
                        new Status.Cluster(CLUSTER, "ACTIVE", "127.0.0.1", 5432, "postgres"),
                        new Status.Cluster(OTHER_CLUSTER, "CREATING", null, null, "postgres")),
                List.of(new Status.CdcStream(
                        CLUSTER,
                        "s".repeat(26),
                        "IMPAIRED",
                        "KINESIS_ACCESS_DENIED",
                        "orders",
                        1500L,
                        "not authorized: kinesis:PutRecords",
                        "Allow it to the role.",
                        3L << 20,
                        2)),
                List.of(new Status.DataStream("orders", "ACTIVE", 4)));
    }

    @Override
    public void close() {
        isClosed = true;
        server.stop(0);
    }
}
