package dev.freshet.gateway.protocol;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * Blobs in JSON. Nearly all bytes of a large call are Base64; the JDK translates it many at a time where the parser and
 * the generator go letter by letter.
 */
final class Base64Text {
    private static final int GROUP = 4;

    private Base64Text() {}

    /**
     * The blob that the parser stands on.
     *
     * @param body all that the parser reads
     * @return null when the text is not plain Base64; the parser knows escapes, and what is wrong
     */
    static byte @Nullable [] decode(JsonParser parser, byte[] body) {
        int quote = (int) parser.currentTokenLocation().getByteOffset();
        if (quote < 0 || quote >= body.length || body[quote] != '"') {
            return null;
        }
        int begin = quote + 1;
        int end = begin;
        while (end < body.length && body[end] != '"') {
            end++;
        }
        int length = end - begin;
        if (end == body.length || length % GROUP != 0) {
            return null;
        }
        try {
            ByteBuffer blob = Base64.getDecoder().decode(ByteBuffer.wrap(body, begin, length));
            return blob.array().length == blob.remaining() ? blob.array() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    static void write(JsonGenerator out, byte[] blob) {
        byte[] text = Base64.getEncoder().encode(blob);
        out.writeRawUTF8String(text, 0, text.length);
    }
}
