package dev.freshet.capture.database;

import java.net.InetAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets, and tells of each to whoever opens the connection: the driver makes its factory itself, from
 * the class's name, and does not give a connection's socket away.
 */
public final class AwaitableSockets extends SocketFactory {
    /** Who opens a connection on this thread and wants its socket. */
    static final ScopedValue<Consumer<AwaitableSocket>> OPENER = ScopedValue.newInstance();

    @Override
    public Socket createSocket() {
        AwaitableSocket socket = new AwaitableSocket();
        OPENER.get().accept(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unconnectedOnly();
    }

    private static UnsupportedOperationException unconnectedOnly() {
        return new UnsupportedOperationException("The driver connects its sockets itself");
    }
}
