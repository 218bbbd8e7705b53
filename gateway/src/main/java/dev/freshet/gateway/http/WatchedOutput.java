package dev.freshet.gateway.http;

import java.io.IOException;
import java.io.OutputStream;

/** An answer that goes on for as long as the client takes what is sent: each write has its time. */
final class WatchedOutput extends OutputStream {
    private final OutputStream out;
    private final SlowPeers slowPeers;

    WatchedOutput(OutputStream out, SlowPeers slowPeers) {
        this.out = out;
        this.slowPeers = slowPeers;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try (SlowPeers.Watch _ = slowPeers.watch()) {
            out.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        try (SlowPeers.Watch _ = slowPeers.watch()) {
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        try (SlowPeers.Watch _ = slowPeers.watch()) {
            out.close();
        }
    }
}
