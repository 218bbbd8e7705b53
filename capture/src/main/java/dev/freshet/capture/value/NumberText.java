package dev.freshet.capture.value;

import java.nio.charset.StandardCharsets;

/** Whether text is a number as PostgreSQL and JSON write it. */
final class NumberText {
    private static final int SURELY_64_BITS = 18;
    private static final int LONGEST_64_BITS = 20; // -9223372036854775808

    private NumberText() {}

    /** Of 64 bits. */
    static boolean isInteger(byte[] bytes, int from, int length) {
        return length > 0
                && integerEnd(bytes, from, from + length) == from + length
                && (length <= SURELY_64_BITS || fits64Bits(bytes, from, length));
    }

    private static boolean fits64Bits(byte[] bytes, int from, int length) {
        if (length > LONGEST_64_BITS) {
            return false;
        }
        try {
            Long.parseLong(new String(bytes, from, length, StandardCharsets.US_ASCII));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** An integer, then perhaps a fraction, then perhaps an exponent (RFC 8259, section 6). */
    static boolean isNumber(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = integerEnd(bytes, from, end);
        if (at > from && at < end && bytes[at] == '.') {
            at = digitsEnd(bytes, at + 1, end);
        }
        if (at > from && at < end && bytes[at] == 'e') {
            int digits = at + 1;
            if (digits < end && (bytes[digits] == '+' || bytes[digits] == '-')) {
                digits++;
            }
            at = digitsEnd(bytes, digits, end);
        }
        return at == end && length > 0;
    }

    /** Where the integer part ends; {@code from} or -1 when there is none. */
    private static int integerEnd(byte[] bytes, int from, int end) {
        int digits = from < end && bytes[from] == '-' ? from + 1 : from;
        if (digits < end && bytes[digits] == '0') {
            return digits + 1;
        }
        return digitsEnd(bytes, digits, end);
    }

    /** Where the digits end; -1 when there are none. */
    private static int digitsEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at == from ? -1 : at;
    }

    /** {@code NaN}, {@code Infinity} or {@code -Infinity}. */
    static boolean isSpecial(byte[] bytes, int from, int length) {
        return matches("NaN", bytes, from, length)
                || matches("Infinity", bytes, from, length)
                || matches("-Infinity", bytes, from, length);
    }

    static boolean matches(String word, byte[] bytes, int from, int length) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
