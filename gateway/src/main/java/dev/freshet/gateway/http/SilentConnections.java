package dev.freshet.gateway.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections whose next request does not come: that never send a byte, or stop in the middle of a header or of
 * TLS's handshake, or send frames of HTTP/2 that ask nothing. What counts is that a request's header has come whole,
 * not that bytes come. Helidon waits for those for ever; its own time-out begins when it knows a connection's protocol,
 * and ends where a header begins. Where connections get scarce, those that have not asked anything yet give way at once,
 * the oldest first.
 *
 * <p>Helidon sets the options of each connection that it accepts, and so {@link #watching} learns of them.
 */
final class SilentConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilentConnections.class);
    private static final int LOOKS_PER_PATIENCE = 10;

    private final long patienceNanos;
    private final long pauseNanos;
    private final int crowd;
    private final Map<SocketAddress, Connection> byPeer = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gateway-silent-connections").factory());

    /**
     * @param patience with a new connection, until the header of its first request has come
     * @param pause between requests, from the end of an answer until the header of the next request has come
     * @param crowd so many connections are no reason yet to close any before that
     */
    SilentConnections(Duration patience, Duration pause, int crowd) {
        this.crowd = crowd;
        patienceNanos = patience.toNanos();
        pauseNanos = pause.toNanos();
        long period = Math.min(patienceNanos, pauseNanos) / LOOKS_PER_PATIENCE;
        timer.scheduleWithFixedDelay(this::closeSilent, period, period, TimeUnit.NANOSECONDS);
    }

    /** One connection; over HTTP/2 several of its requests are answered at once. */
    private static final class Connection {
        private final SocketChannel channel;
        private final long acceptedNanos = System.nanoTime();
        private boolean asked;
        private int answering;
        private long silentSinceNanos = acceptedNanos;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        synchronized void heard() {
            asked = true;
            answering++;
        }

        synchronized void answered() {
            answering--;
            silentSinceNanos = System.nanoTime();
        }

        synchronized boolean asked() {
            return asked;
        }

        synchronized boolean silentFor(long patienceNanos, long pauseNanos) {
            return answering == 0 && System.nanoTime() - silentSinceNanos > (asked ? pauseNanos : patienceNanos);
        }
    }

    /** The same options, for connections that are watched from then on. */
    SocketOptions watching(SocketOptions options) {
        return new Watching(options);
    }

    /** A request's header has come. The connection is not silent until the answer is closed, when all of it is sent. */
    Answer heard(SocketAddress peer) {
        Connection connection = byPeer.get(peer);
        if (connection == null) {
            return () -> {};
        }
        connection.heard();
        return connection::answered;
    }

    /** A request under way. */
    interface Answer extends AutoCloseable {
        @Override
        void close();
    }

    /** Those that have not asked anything yet. */
    int count() {
        return (int) byPeer.values().stream()
                .filter(connection -> !connection.asked())
                .count();
    }

    private void accepted(SocketChannel channel) {
        try {
            byPeer.put(channel.getRemoteAddress(), new Connection(channel));
            if (byPeer.size() > crowd) {
                makeRoom();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The peer is gone before it was served", e);
        }
    }

    private void makeRoom() {
        byPeer.values().removeIf(connection -> !connection.channel.isOpen());
        if (byPeer.size() > crowd) {
            byPeer.values().stream()
                    .filter(connection -> !connection.asked())
                    .min((one, other) -> Long.compare(one.acceptedNanos - other.acceptedNanos, 0))
                    .filter(byPeer.values()::remove)
                    .ifPresent(connection -> close(connection.channel));
        }
    }

    private void closeSilent() {
        byPeer.forEach((peer, connection) -> {
            if (!connection.channel.isOpen()) {
                byPeer.remove(peer, connection);
            } else if (connection.silentFor(patienceNanos, pauseNanos) && byPeer.remove(peer, connection)) {
                close(connection.channel);
            }
        });
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A silent connection did not close", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private final class Watching implements SocketOptions {
        private final SocketOptions options;

        Watching(SocketOptions options) {
            this.options = options;
        }

        @Override
        public void configureSocket(SocketChannel channel) {
            options.configureSocket(channel);
            accepted(channel);
        }

        @Override
        public Map<SocketOption<?>, Object> socketOptions() {
            return options.socketOptions();
        }

        @Override
        public Duration connectTimeout() {
            return options.connectTimeout();
        }

        @Override
        public Duration readTimeout() {
            return options.readTimeout();
        }

        @Override
        public Optional<Integer> socketReceiveBufferSize() {
            return options.socketReceiveBufferSize();
        }

        @Override
        public Optional<Integer> socketSendBufferSize() {
            return options.socketSendBufferSize();
        }

        @Override
        public boolean socketReuseAddress() {
            return options.socketReuseAddress();
        }

        @Override
        public boolean socketKeepAlive() {
            return options.socketKeepAlive();
        }

        @Override
        public boolean tcpNoDelay() {
            return options.tcpNoDelay();
        }
    }
}
