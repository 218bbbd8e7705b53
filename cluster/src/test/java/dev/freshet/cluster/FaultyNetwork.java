package dev.freshet.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A network between a client and a server, on a port of its own, that can be away, hang, be slow, and break in the midst of
 * a message. Each direction of a connection has a virtual thread that carries its bytes.
 */
public final class FaultyNetwork implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 << 10;
    private static final int BACKLOG = 100;

    private final Supplier<ServerAddress> server;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    /* Guarded by this object's monitor. */
    private boolean refusing;
    private boolean holding;
    private boolean holdingRequests;
    private long bytesUntilCut = Long.MAX_VALUE;
    private long bytesPerSecond = Long.MAX_VALUE;

    /** @param server asked at each connection, for a server may come back elsewhere; a failure means that it is away */
    public FaultyNetwork(Supplier<ServerAddress> server) {
        this.server = server;
        try {
            this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("network").start(this::accept);
    }

    /** Where clients connect. */
    public ServerAddress address() {
        return new ServerAddress("127.0.0.1", listener.getLocalPort());
    }

    /** Breaks every connection, and every new one at once. */
    public void refuse() {
        synchronized (this) {
            refusing = true;
        }
        cut();
    }

    /** Breaks every connection; new ones are carried. */
    public void cut() {
        links.forEach(Link::reset);
    }

    /** Breaks every connection when the server has sent so many more bytes, together. */
    public synchronized void cutAfter(long bytes) {
        bytesUntilCut = bytes;
    }

    /** Carries nothing, and keeps every connection. */
    public synchronized void hold() {
        holding = true;
    }

    /** Carries nothing from clients to the server. */
    public synchronized void holdRequests() {
        holdingRequests = true;
    }

    /** Carries so many bytes of the server's a second, on each connection. */
    public synchronized void slowTo(long bytes) {
        bytesPerSecond = bytes;
    }

    /** As at the beginning. What was held goes on. */
    public synchronized void heal() {
        refusing = false;
        holding = false;
        holdingRequests = false;
        bytesUntilCut = Long.MAX_VALUE;
        bytesPerSecond = Long.MAX_VALUE;
        notifyAll();
    }

    /** How many connections there are. */
    public int connections() {
        return links.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().name("network-connect").start(() -> connect(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket client) {
        Link link = new Link(client);
        links.add(link);
        try {
            if (isRefusing()) {
                link.reset();
            } else {
                ServerAddress to = server.get();
                link.carry(new Socket(to.host(), to.port()));
            }
        } catch (IOException | RuntimeException _) {
            link.reset(); // as a server that is not there
        }
    }

    private synchronized boolean isRefusing() {
        return refusing;
    }

    /** Waits while this direction is held; answers how many of the bytes pass before the network breaks. */
    private synchronized int pass(boolean fromServer, int bytes) throws InterruptedException {
        while (holding || (holdingRequests && !fromServer)) {
            wait();
        }
        if (!fromServer) {
            return bytes;
        }
        int passing = (int) Math.min(bytes, bytesUntilCut);
        bytesUntilCut = passing < bytes ? Long.MAX_VALUE : bytesUntilCut - passing;
        return passing;
    }

    private synchronized long nanosFor(int bytes) {
        return bytesPerSecond == Long.MAX_VALUE ? 0 : bytes * 1_000_000_000L / bytesPerSecond;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        heal();
        refuse();
    }

    /** One client's connection. */
    private final class Link {
        private final Socket client;
        private volatile Socket upstream = new Socket();

        Link(Socket client) {
            this.client = client;
        }

        void carry(Socket toServer) {
            upstream = toServer;
            if (client.isClosed()) {
                reset();
                return;
            }
            Thread.ofVirtual().name("network-request").start(() -> pump(client, toServer, false));
            Thread.ofVirtual().name("network-response").start(() -> pump(toServer, client, true));
        }

        private void pump(Socket from, Socket to, boolean fromServer) {
            try {
                from.setTcpNoDelay(true);
                InputStream input = from.getInputStream();
                OutputStream output = to.getOutputStream();
                byte[] chunk = new byte[CHUNK_BYTES];
                for (int count = input.read(chunk); count >= 0; count = input.read(chunk)) {
                    int passing = pass(fromServer, count);
                    output.write(chunk, 0, passing);
                    if (passing < count) {
                        cut();
                    }
                    if (fromServer) {
                        LockSupport.parkNanos(nanosFor(count));
                    }
                }
                end();
            } catch (IOException | InterruptedException _) {
                reset();
            }
        }

        private void end() {
            links.remove(this);
            close(client);
            close(upstream);
        }

        /** As a machine does that has gone and come back: what was under way is lost. */
        void reset() {
            linger(client);
            linger(upstream);
            end();
        }

        private static void linger(Socket socket) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException _) {
                // It is closed already.
            }
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
