package dev.freshet.gateway.http;

import dev.freshet.gateway.dispatch.Gateway;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http2.Http2Config;
import java.time.Duration;

/**
 * The gateway on a TCP port: HTTP/1.1 with keep-alive, and HTTP/2 by prior knowledge on the same port, one virtual
 * thread per request.
 */
public final class GatewayServer implements AutoCloseable {
    /**
     * Headers of more than this are refused. AWS allows 10 kB or so; a session token alone may take 2 kB and an ARN in a
     * presigned query another.
     */
    private static final int HEADER_BYTES_MAX = 32 * 1024;

    /** A connection that waits this long for its next request is closed; one that is being answered is not idle. */
    private static final Duration IDLE = Duration.ofMinutes(6);

    /**
     * A connection costs a virtual thread and a file descriptor. This many are for the callers of one machine; Helidon
     * has no time-out for one that never sends its first byte, so there has to be a limit.
     */
    private static final int CONNECTIONS_MAX = 20_000;

    private final WebServer server;
    private final SlowSenders slowSenders;

    private GatewayServer(WebServer server, SlowSenders slowSenders) {
        this.server = server;
        this.slowSenders = slowSenders;
    }

    public static GatewayServer open(String host, int port, Gateway gateway) {
        return open(host, port, gateway, InternalPages.NONE);
    }

    /**
     * Listens from its return on.
     *
     * @param port 0 takes a free one, see {@link #port}
     * @throws IllegalStateException when the port cannot be taken
     */
    public static GatewayServer open(String host, int port, Gateway gateway, InternalPages pages) {
        SlowSenders slowSenders = new SlowSenders(RequestBody.TIME_MAX);
        RequestHandler handler = new RequestHandler(gateway, pages, new RequestBody(slowSenders));
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(5))
                .maxTcpConnections(CONNECTIONS_MAX)
                .idleConnectionTimeout(IDLE)
                .idleConnectionPeriod(Duration.ofSeconds(30))
                // A gzip body stays as it is: its signature is over these bytes.
                .contentEncoding(encodings -> encodings.contentEncodingsDiscoverServices(false))
                // Without it a small answer waits for the client's delayed acknowledgement.
                .connectionOptions(options -> options.tcpNoDelay(true))
                .addProtocol(Http1Config.builder()
                        .maxHeadersSize(HEADER_BYTES_MAX)
                        .maxPrologueLength(HEADER_BYTES_MAX)
                        .build())
                .addProtocol(Http2Config.builder()
                        .maxHeaderListSize(HEADER_BYTES_MAX)
                        .build())
                .routing(HttpRouting.builder().any(handler))
                .build();
        server.start();
        // Helidon only logs that it could not listen.
        if (!server.isRunning()) {
            throw new IllegalStateException("Port " + port + " of " + host + " cannot be listened on");
        }
        return new GatewayServer(server, slowSenders);
    }

    public int port() {
        return server.port();
    }

    /** Stops listening, lets running requests end for a few seconds, closes every connection. */
    @Override
    public void close() {
        server.stop();
        slowSenders.close();
    }
}
