package dev.freshet.gateway.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http2.Http2Config;
import io.helidon.webserver.http2.Http2ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Helidon's HTTP/2, which sees what comes in only after {@link FrameCount} has. */
final class CountedHttp2 implements ServerConnectionSelector {
    private final ServerConnectionSelector http2;
    private final int streamsMax;

    CountedHttp2(Http2Config config) {
        streamsMax = Math.toIntExact(config.maxConcurrentStreams());
        http2 = Http2ConnectionSelector.builder().http2Config(config).build();
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http2.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http2.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http2.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        ConnectionAnswers answers = new ConnectionAnswers(streamsMax);
        return http2.connection(new Counted(
                context,
                counting(context.dataReader(), answers),
                answers.uninterrupted(context.dataWriter()),
                answers.known(context.executor())));
    }

    private static DataReader counting(DataReader reader, ConnectionAnswers answers) {
        FrameCount frames = new FrameCount(answers);
        return DataReader.create(() -> {
            byte[] bytes = next(frames, reader);
            while (bytes != null) {
                byte[] passed = frames.pass(bytes);
                if (passed.length > 0) {
                    return passed;
                }
                bytes = next(frames, reader);
            }
            return null;
        });
    }

    /** What has come, at least a byte, or nothing where there is more of that before it; null at the end. */
    private static byte @Nullable [] next(FrameCount frames, DataReader reader) {
        if (frames.isHolding()) {
            return new byte[0];
        }
        try {
            reader.ensureAvailable();
            return reader.readBytes(reader.available());
        } catch (DataReader.InsufficientDataAvailableException e) {
            return null;
        }
    }

    /** The same connection with other ways in and out. */
    private record Counted(
            ConnectionContext connection, DataReader dataReader, DataWriter dataWriter, ExecutorService executor)
            implements ConnectionContext {
        @Override
        public ListenerContext listenerContext() {
            return connection.listenerContext();
        }

        @Override
        public Router router() {
            return connection.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return connection.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return connection.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return connection.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return connection.localPeer();
        }

        @Override
        public boolean isSecure() {
            return connection.isSecure();
        }

        @Override
        public String socketId() {
            return connection.socketId();
        }

        @Override
        public String childSocketId() {
            return connection.childSocketId();
        }
    }
}
