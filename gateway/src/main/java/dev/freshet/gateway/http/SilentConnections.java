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
 * Closes connections whose first request does not come: that never send a byte, or stop in the middle of a header or of
 * TLS's handshake. Helidon waits for those for ever; its own time-out begins when it knows a connection's protocol.
 *
 * <p>Helidon sets the options of each connection that it accepts, and so {@link #watching} learns of them.
 */
final class SilentConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilentConnections.class);
    private static final int LOOKS_PER_PATIENCE = 10;

    private final long patienceNanos;
    private final Map<SocketAddress, Silent> byPeer = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("gateway-silent-connections").factory());

    SilentConnections(Duration patience) {
        patienceNanos = patience.toNanos();
        long period = patienceNanos / LOOKS_PER_PATIENCE;
        timer.scheduleWithFixedDelay(this::closeSilent, period, period, TimeUnit.NANOSECONDS);
    }

    private record Silent(SocketChannel channel, long sinceNanos) {}

    /** The same options, for connections that are watched from then on. */
    SocketOptions watching(SocketOptions options) {
        return new Watching(options);
    }

    /** A request's header has come. */
    void heard(SocketAddress peer) {
        byPeer.remove(peer);
    }

    int count() {
        return byPeer.size();
    }

    private void accepted(SocketChannel channel) {
        try {
            byPeer.put(channel.getRemoteAddress(), new Silent(channel, System.nanoTime()));
        } catch (IOException e) {
            throw new UncheckedIOException("The peer is gone before it was served", e);
        }
    }

    private void closeSilent() {
        long now = System.nanoTime();
        byPeer.forEach((peer, silent) -> {
            if (now - silent.sinceNanos() > patienceNanos && byPeer.remove(peer, silent)) {
                close(silent.channel());
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
