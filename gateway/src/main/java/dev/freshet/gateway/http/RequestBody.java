package dev.freshet.gateway.http;

import dev.freshet.gateway.wire.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a whole body, but not more than is reasonable. */
final class RequestBody {
    /** The largest call is PutRecords: 10 MiB of data, in JSON a third more, with 500 partition keys of 256 characters. */
    static final int BYTES_MAX = 20 * 1024 * 1024;

    private static final int FIRST_READ_BYTES = 64 * 1024;

    private RequestBody() {}

    /** Empty when the body is larger than {@link #BYTES_MAX}; its rest is then unread. */
    static Optional<byte[]> read(InputStream in, HeaderFields headers) throws IOException {
        long declared = headers.first("content-length").map(Long::parseLong).orElse(-1L);
        if (declared > BYTES_MAX) {
            return Optional.empty();
        }
        if (declared >= 0) {
            // Grows with what really comes: a length that is only claimed costs no memory.
            return Optional.of(in.readNBytes((int) declared));
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_READ_BYTES);
        byte[] buffer = new byte[FIRST_READ_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (body.size() + count > BYTES_MAX) {
                return Optional.empty();
            }
            body.write(buffer, 0, count);
        }
        return Optional.of(body.toByteArray());
    }
}
