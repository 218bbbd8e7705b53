package dev.freshet.gateway.http;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.freshet.gateway.dispatch.Gateway;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * The gateway on a TCP port: HTTP/1.1 with keep-alive and HTTP/2, one virtual thread per request. On a plain port HTTP/2
 * goes by prior knowledge, on a TLS port by ALPN or, as the AWS SDK for Java does it, by prior knowledge too.
 */
public final class GatewayServer implements AutoCloseable {
    /**
     * Headers of more than this are refused. AWS allows 10 kB or so; a session token alone may take 2 kB and an ARN in a
     * presigned query another.
     */
    private static final int HEADER_BYTES_MAX = 32 * 1024;

    /** A connection that waits this long for its next request is closed; one that is being answered is not idle. */
    private static final Duration IDLE = Duration.ofMinutes(6);

    /** A connection costs a virtual thread and a file descriptor. This many are for the callers of one machine. */
    private static final int CONNECTIONS_MAX = 20_000;

    /** For the record log, PostgreSQL, and whatever else this process has open. */
    private static final int OTHER_FILES = 2_000;

    /**
     * A client sends its first request at once, or has no reason to keep the connection. Between requests Helidon
     * closes idle connections more politely, and has its turn first.
     */
    static final Patience PATIENCE = new Patience(Duration.ofSeconds(60), IDLE.plusMinutes(1), RequestBody.TIME_MAX);

    /** As many as a connection of AWS's own service; a client that needs more opens another. */
    private static final int STREAMS_MAX = 128;

    static final Tls NO_TLS = Tls.builder().enabled(false).build();

    private final WebServer server;
    private final SilentConnections silent;
    private final RequestHandler handler;
    private final SlowPeers slowPeers;

    private GatewayServer(WebServer server, SilentConnections silent, RequestHandler handler, SlowPeers slowPeers) {
        this.server = server;
        this.silent = silent;
        this.handler = handler;
        this.slowPeers = slowPeers;
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
        return open(host, port, gateway, pages, NO_TLS, PATIENCE);
    }

    /** As {@link #open}, with TLS. */
    public static GatewayServer openTls(
            String host, int port, Gateway gateway, InternalPages pages, SSLContext certificate) {
        Tls tls = Tls.builder()
                .sslContext(certificate)
                .applicationProtocols(List.of("h2", "http/1.1"))
                .build();
        return open(host, port, gateway, pages, tls, PATIENCE);
    }

    static GatewayServer open(String host, int port, Gateway gateway, InternalPages pages, Tls tls, Patience patience) {
        return open(
                host, port, gateway, pages, tls, patience, BodyBudget.ofThisProcess(), AnswerBudget.ofThisProcess());
    }

    static GatewayServer open(
            String host,
            int port,
            Gateway gateway,
            InternalPages pages,
            Tls tls,
            Patience patience,
            BodyBudget bodies,
            AnswerBudget answers) {
        int connections = connectionsMax();
        SilentConnections silent =
                new SilentConnections(patience.firstRequest(), patience.nextRequest(), connections - connections / 10);
        SlowPeers slowPeers = new SlowPeers(patience.transfer());
        RequestHandler handler = new RequestHandler(gateway, pages, slowPeers, bodies, answers, silent);
        WebServer server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(5))
                .maxTcpConnections(connections)
                .idleConnectionTimeout(IDLE)
                .idleConnectionPeriod(Duration.ofSeconds(30))
                // A gzip body stays as it is: its signature is over these bytes.
                .contentEncoding(encodings -> encodings.contentEncodingsDiscoverServices(false))
                // Without it a small answer waits for the client's delayed acknowledgement.
                .connectionOptions(
                        silent.watching(SocketOptions.builder().tcpNoDelay(true).build()))
                .tls(tls)
                // Named one by one, so that HTTP/1.1 is not upgraded to HTTP/2 behind the count of its frames.
                .protocolsDiscoverServices(false)
                .addConnectionSelector(http1())
                .addConnectionSelector(new CountedHttp2(http2(patience)))
                .routing(HttpRouting.builder().any(handler))
                .build();
        server.start();
        // Helidon only logs that it could not listen.
        if (!server.isRunning()) {
            throw new IllegalStateException("Port " + port + " of " + host + " cannot be listened on");
        }
        return new GatewayServer(server, silent, handler, slowPeers);
    }

    /**
     * Helidon stops listening for good when the process has no file descriptor left for a connection. There are two
     * ports, and each may take half of what the others leave, but something in any case.
     */
    private static int connectionsMax() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long files = unix.getMaxFileDescriptorCount();
            return (int) Math.min(CONNECTIONS_MAX, Math.max(files / 4, (files - OTHER_FILES) / 2));
        }
        return CONNECTIONS_MAX;
    }

    private static ServerConnectionSelector http1() {
        return Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .maxHeadersSize(HEADER_BYTES_MAX)
                        .maxPrologueLength(HEADER_BYTES_MAX)
                        .build())
                .build();
    }

    /**
     * Where a client gives no room to write to, Helidon would wait for a quarter of a minute at most, and tell it that it
     * broke the rules of flow control. {@link SlowPeers} have their turn first, as over HTTP/1.1.
     */
    static Http2Config http2(Patience patience) {
        return Http2Config.builder()
                .maxHeaderListSize(HEADER_BYTES_MAX)
                .maxConcurrentStreams(STREAMS_MAX)
                .flowControlTimeout(patience.transfer().plusMinutes(1))
                .build();
    }

    public int port() {
        return server.port();
    }

    /** Stops listening, lets running requests end for a few seconds, closes every connection. */
    @Override
    public void close() {
        handler.endStreams();
        server.stop();
        slowPeers.close();
        silent.close();
    }

    /** Connections that have not asked anything yet. */
    int silentConnections() {
        return silent.count();
    }
}
