package dev.freshet.capture.value;

import java.nio.charset.StandardCharsets;

/** Text that is no value of its type as PostgreSQL writes it. */
public final class InvalidValueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final int EXCERPT_BYTES = 40;

    InvalidValueException(String expected, byte[] bytes, int from, int length) {
        super("'" + excerpt(bytes, from, length) + "' is no " + expected);
    }

    private static String excerpt(byte[] bytes, int from, int length) {
        String text = new String(bytes, from, Math.min(length, EXCERPT_BYTES), StandardCharsets.UTF_8);
        return length > EXCERPT_BYTES ? text + "…" : text;
    }
}
