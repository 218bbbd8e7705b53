package dev.freshet.record;

import java.nio.charset.StandardCharsets;

/**
 * 128-bit identifiers as Aurora DSQL prints them: RFC 4648 base 32 in lower case without padding, which is 26 characters
 * of {@code a-z2-7}, the last one of {@code aeimquy4} (it carries three bits).
 */
public final class Base32 {
    /** Characters of one identifier. */
    public static final int LENGTH = 26;

    private static final byte[] DIGITS = "abcdefghijklmnopqrstuvwxyz234567".getBytes(StandardCharsets.US_ASCII);

    private Base32() {}

    public static String encode(long high, long low) {
        return new String(encodeAscii(high, low), StandardCharsets.US_ASCII);
    }

    static byte[] encodeAscii(long high, long low) {
        byte[] text = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            text[i] = DIGITS[fiveBits(high, low, 5 * i)];
        }
        return text;
    }

    /** The five bits that begin at bit {@code from} (0 is the most significant); bits after the 128th are zero. */
    private static int fiveBits(long high, long low, int from) {
        if (from <= 59) {
            return (int) (high >>> 59 - from) & 31;
        }
        if (from < 64) {
            return (int) (high << from - 59 | low >>> 123 - from) & 31;
        }
        return (int) (from <= 123 ? low >>> 123 - from : low << from - 123) & 31;
    }

    /** Whether the text is exactly what {@link #encode} gives for some value. */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (digit(text.charAt(i)) < 0) {
                return false;
            }
        }
        return (digit(text.charAt(LENGTH - 1)) & 3) == 0;
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
    }
}
