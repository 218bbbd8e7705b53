package dev.freshet.gateway.http;

import dev.freshet.gateway.wire.HeaderFields;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a whole body, but not more than is reasonable, and not for longer. */
final class RequestBody {
    /** The largest call is PutRecords: 10 MiB of data, in JSON a third more, with 500 partition keys of 256 characters. */
    static final int BYTES_MAX = 20 * 1024 * 1024;

    /** Twenty megabytes over a bad line. A sender that trickles must not hold its thread and its bytes for ever. */
    static final Duration TIME_MAX = Duration.ofSeconds(60);

    /** What a request may take before it has sent anything; the budget does not count it. */
    static final int FIRST_BYTES = 8 * 1024;

    private static final int UNDECLARED = -1;

    private final SlowPeers slowPeers;

    RequestBody(SlowPeers slowPeers) {
        this.slowPeers = slowPeers;
    }

    /**
     * Empty when the body is larger than {@link #BYTES_MAX}; its rest is then unread.
     *
     * @param in opened only for a body that is read: Helidon tells a client that waits for it to go on then
     * @param share what it may take of the memory for all bodies; to be closed when the body is no longer needed
     * @throws NoRoomException when there is too little of that memory
     * @throws IOException when the sender goes away or takes too long
     */
    Optional<byte[]> read(Supplier<InputStream> in, HeaderFields headers, BodyBudget.Share share) throws IOException {
        long declared = declared(headers);
        if (declared > BYTES_MAX) {
            return Optional.empty();
        }
        try (SlowPeers.Watch _ = slowPeers.watch()) {
            return read(in.get(), (int) declared, share);
        }
    }

    /** Whether it is refused before anything of it is read. */
    static boolean isDeclaredTooLarge(HeaderFields headers) {
        return declared(headers) > BYTES_MAX;
    }

    private static long declared(HeaderFields headers) {
        return headers.first("content-length").map(Long::parseLong).orElse((long) UNDECLARED);
    }

    /** The buffer grows with what really comes: a length that is only claimed costs no memory. */
    private static Optional<byte[]> read(InputStream in, int declared, BodyBudget.Share share) throws IOException {
        byte[] buffer = new byte[declared == UNDECLARED ? FIRST_BYTES : Math.min(FIRST_BYTES, declared)];
        int length = 0;
        while (length != declared) {
            if (length == buffer.length) {
                int grown = grown(length, declared);
                if (!share.growTo(grown)) {
                    throw new NoRoomException();
                }
                buffer = Arrays.copyOf(buffer, grown);
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0 && declared != UNDECLARED) {
                throw new EOFException("The sender ended after " + length + " of " + declared + " bytes");
            }
            if (count < 0) {
                break;
            }
            length += count;
            if (length > BYTES_MAX) {
                return Optional.empty();
            }
        }
        return Optional.of(length == buffer.length ? buffer : Arrays.copyOf(buffer, length));
    }

    /** The bodies being read take all the memory that there is for them. */
    static final class NoRoomException extends IOException {
        private static final long serialVersionUID = 1;

        NoRoomException() {
            super("The bodies of other requests take all the memory for bodies");
        }
    }

    private static int grown(int length, int declared) {
        int eightfold = 8 * length;
        return declared == UNDECLARED ? Math.min(eightfold, BYTES_MAX + 1) : Math.min(eightfold, declared);
    }
}
