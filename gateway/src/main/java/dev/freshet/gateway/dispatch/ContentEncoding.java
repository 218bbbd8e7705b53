package dev.freshet.gateway.dispatch;

import dev.freshet.gateway.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Undoes {@code Content-Encoding: gzip}, in which some SDKs send large bodies. The signature is over the encoded bytes. */
final class ContentEncoding {
    /** The body of a request may be no larger than this behind its encoding either. */
    private static final int BYTES_MAX = 20 * 1024 * 1024;

    private ContentEncoding() {}

    /**
     * The request with its body in the clear.
     *
     * @throws TooLargeException when there is too much of it
     * @throws IOException when it is not what the header says
     */
    static WireRequest undone(WireRequest request) throws IOException, TooLargeException {
        String encoding = request.headers().first("content-encoding").orElse("").toLowerCase(Locale.ROOT);
        return switch (encoding) {
            // aws-chunked is a matter of S3 alone.
            case "", "identity" -> request;
            case "gzip" ->
                new WireRequest(
                        request.method(),
                        request.rawPath(),
                        request.rawQuery(),
                        request.headers(),
                        unzip(request.body()));
            default -> throw new IOException("There is no content encoding " + encoding);
        };
    }

    private static byte[] unzip(byte[] zipped) throws IOException, TooLargeException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] plain = in.readNBytes(BYTES_MAX + 1);
            if (plain.length > BYTES_MAX) {
                throw new TooLargeException();
            }
            return plain;
        }
    }

    /** A small body that unpacks to a large one. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;

        TooLargeException() {
            super("The body is too large behind its encoding", null, false, false);
        }
    }
}
