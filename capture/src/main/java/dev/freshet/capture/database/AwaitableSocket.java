package dev.freshet.capture.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose reader can wait for bytes without taking them.
 *
 * <p>PostgreSQL's driver has two ways to read a message: one that waits with the connection's lock held, so that nobody
 * can write meanwhile, and one that looks for a millisecond. A reader that only looks, again and again, keeps a processor
 * awake. So the reader waits here, outside of the driver, and looks when something has come. Under TLS the bytes seen here
 * are encrypted, which makes no difference to the waiting.
 *
 * <p>One thread reads and waits.
 */
public final class AwaitableSocket extends Socket {
    private @Nullable Ahead ahead;

    /** What became of a wait. */
    public enum Arrival {
        BYTES,
        NOTHING,
        /** The other side ended the connection; nothing will come any more. */
        END
    }

    @Override
    public InputStream getInputStream() throws IOException {
        if (ahead == null) {
            ahead = new Ahead(super.getInputStream());
        }
        return ahead;
    }

    /** Waits for something to read, for as long as given. An interrupt of a virtual thread closes the socket. */
    public Arrival await(Duration patience) throws IOException {
        Ahead input = (Ahead) getInputStream();
        int timeoutMillis = getSoTimeout();
        setSoTimeout(Math.max(1, Math.toIntExact(patience.toMillis())));
        try {
            return input.fill();
        } finally {
            if (!isClosed()) {
                setSoTimeout(timeoutMillis);
            }
        }
    }

    /** The socket's bytes, of which one may have been read already. */
    private static final class Ahead extends InputStream {
        private static final int NONE = -2;
        private static final int END = -1;

        private final InputStream input;
        private int next = NONE;

        Ahead(InputStream input) {
            this.input = input;
        }

        Arrival fill() throws IOException {
            if (next == NONE) {
                try {
                    next = input.read();
                } catch (SocketTimeoutException _) {
                    return Arrival.NOTHING;
                }
            }
            return next == END ? Arrival.END : Arrival.BYTES;
        }

        @Override
        public int read() throws IOException {
            if (next == NONE) {
                return input.read();
            }
            int taken = next;
            next = taken == END ? END : NONE;
            return taken;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (next == NONE || length == 0) {
                return input.read(bytes, from, length);
            }
            int taken = read();
            if (taken == END) {
                return END;
            }
            bytes[from] = (byte) taken;
            int more = Math.min(length - 1, input.available());
            return 1 + Math.max(0, more == 0 ? 0 : input.read(bytes, from + 1, more));
        }

        @Override
        public int available() throws IOException {
            return input.available() + (next >= 0 ? 1 : 0);
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
