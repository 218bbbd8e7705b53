package dev.freshet.capture.value;

import dev.freshet.record.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code bytea} in its hexadecimal form, {@code \x0a1b}, into Base64 without a detour. */
final class HexText {
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DIGITS = digits();

    private HexText() {}

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        for (int value = 0; value < 16; value++) {
            digits[Character.forDigit(value, 16)] = (byte) value;
        }
        return digits;
    }

    /** The value of a lower-case hexadecimal digit, or -1. */
    static int digit(byte b) {
        return DIGITS[b & 0xFF];
    }

    static void writeBase64(byte[] bytes, int from, int length, JsonBuffer out) {
        if (length < 2 || length % 2 != 0 || bytes[from] != '\\' || bytes[from + 1] != 'x') {
            throw new InvalidValueException("bytea in hexadecimal", bytes, from, length);
        }
        int count = length / 2 - 1;
        int encoded = Math.toIntExact((count + 2L) / 3 * 4);
        int at = out.claim(encoded + 2);
        byte[] text = out.array();
        text[at++] = '"';
        int next = from + 2;
        int invalid = 0;
        for (int whole = count / 3; whole > 0; whole--, next += 6, at += 4) {
            int three = pair(bytes, next) << 16 | pair(bytes, next + 2) << 8 | pair(bytes, next + 4);
            invalid |= three;
            text[at] = BASE64[three >> 18 & 63];
            text[at + 1] = BASE64[three >> 12 & 63];
            text[at + 2] = BASE64[three >> 6 & 63];
            text[at + 3] = BASE64[three & 63];
        }
        switch (count % 3) {
            case 1 -> {
                int one = pair(bytes, next);
                invalid |= one;
                text[at++] = BASE64[one >> 2 & 63];
                text[at++] = BASE64[one << 4 & 63];
                text[at++] = '=';
                text[at++] = '=';
            }
            case 2 -> {
                int two = pair(bytes, next) << 8 | pair(bytes, next + 2);
                invalid |= two;
                text[at++] = BASE64[two >> 10 & 63];
                text[at++] = BASE64[two >> 4 & 63];
                text[at++] = BASE64[two << 2 & 63];
                text[at++] = '=';
            }
            default -> {}
        }
        text[at] = '"';
        if (invalid < 0) {
            throw new InvalidValueException("bytea in hexadecimal", bytes, from, length);
        }
    }

    /** The byte of two digits; negative when one is none. */
    private static int pair(byte[] bytes, int at) {
        return digit(bytes[at]) << 4 | digit(bytes[at + 1]);
    }
}
