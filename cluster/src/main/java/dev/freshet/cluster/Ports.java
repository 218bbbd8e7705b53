package dev.freshet.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/**
 * The loopback ports of the servers of one Freshet, so that two that start side by side do not choose the same and none
 * takes the port of a sibling that rests. Thread-safe.
 */
public final class Ports {
    private static final int PROBE_TIMEOUT_MILLIS = 200;

    private final Map<Integer, ServerName> owners = new HashMap<>();

    /** True when the port is the server's from now on: no sibling has it and nothing listens there. */
    synchronized boolean claim(int port, ServerName server) {
        ServerName owner = owners.get(port);
        if ((owner != null && !owner.equals(server)) || !isFree(port)) {
            return false;
        }
        owners.put(port, server);
        return true;
    }

    /** Notes that the port belongs to a server which may rest now, or runs already. */
    synchronized void note(int port, ServerName server) {
        owners.putIfAbsent(port, server);
    }

    synchronized void release(ServerName server) {
        owners.values().removeIf(server::equals);
    }

    /**
     * Asks in both ways. Binding alone is not enough: where a process listens on all addresses, some systems still let
     * another bind to loopback, and half of the clients would reach the wrong one.
     */
    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(loopback, port), PROBE_TIMEOUT_MILLIS);
            return false;
        } catch (IOException _) {
            return canBind(loopback, port);
        }
    }

    private static boolean canBind(InetAddress loopback, int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, loopback)) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
