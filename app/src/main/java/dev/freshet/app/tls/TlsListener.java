package dev.freshet.app.tls;

import dev.freshet.app.StartException;
import dev.freshet.app.StartFailure.PortInUse;
import dev.freshet.app.configuration.EndpointConfig.TlsPort;
import dev.freshet.app.configuration.Setting;
import dev.freshet.gateway.http.GatewayServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntFunction;

/** Opens the endpoint's TLS port as it was configured. */
public final class TlsListener {
    private static final int PORT_MAX = 65_535;

    private TlsListener() {}

    /**
     * @param open opens a server on a port
     * @throws StartException when the port that was asked for is in use, or no port is free
     */
    public static GatewayServer open(TlsPort wanted, IntFunction<GatewayServer> open) {
        return switch (wanted) {
            case TlsPort.Exactly(int port) -> exactly(port, open);
            case TlsPort.FirstFreeFrom(int first) -> firstFreeFrom(first, open);
        };
    }

    private static GatewayServer exactly(int port, IntFunction<GatewayServer> open) {
        try {
            return open.apply(port);
        } catch (IllegalStateException e) {
            throw new StartException(new PortInUse(Setting.TLS_PORT, port), e);
        }
    }

    /** Another Freshet that starts at the same time may take a port between the look and the opening. */
    private static GatewayServer firstFreeFrom(int first, IntFunction<GatewayServer> open) {
        for (int port = first; port < PORT_MAX; port++) {
            if (isFree(port)) {
                try {
                    return open.apply(port);
                } catch (IllegalStateException e) {
                    continue;
                }
            }
        }
        return exactly(PORT_MAX, open);
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
