package dev.freshet.gateway.http;

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
    public void write(int octet) {
        slowPeers.send(() -> out.write(octet));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        slowPeers.send(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        slowPeers.send(out::flush);
    }

    @Override
    public void close() {
        slowPeers.send(out::close);
    }
}
