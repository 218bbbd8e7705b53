package dev.freshet.gateway.http;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An answer that goes on for as long as the client takes what is sent: each write has its time. A client that is gone, or
 * does not read, is nobody's failure: its connection is closed, or its stream of HTTP/2, and nothing is logged.
 */
final class WatchedOutput extends OutputStream {
    private final OutputStream out;
    private final SlowPeers slowPeers;

    WatchedOutput(OutputStream out, SlowPeers slowPeers) {
        this.out = out;
        this.slowPeers = slowPeers;
    }

    /** What Helidon does on the wire. */
    private interface Transfer {
        void run() throws IOException;
    }

    @Override
    public void write(int octet) {
        watched(() -> out.write(octet));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        watched(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        watched(out::flush);
    }

    @Override
    public void close() {
        watched(out::close);
    }

    private void watched(Transfer transfer) {
        try (SlowPeers.Watch _ = slowPeers.watch()) {
            transfer.run();
        } catch (IOException | RuntimeException e) {
            throw new CloseConnectionException("The client did not take what was sent", e);
        }
    }
}
