package dev.freshet.bench.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Finds members in an answer without reading all of it as JSON. */
final class Bytes {
    private Bytes() {}

    /** Where {@code wanted} begins, or -1. */
    static int find(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (bytes[i] == wanted[0] && equal(bytes, i, wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean equal(byte[] bytes, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    static int count(byte[] bytes, byte[] wanted) {
        int count = 0;
        for (int at = find(bytes, wanted, 0); at >= 0; at = find(bytes, wanted, at + wanted.length)) {
            count++;
        }
        return count;
    }

    /** The text that follows {@code prefix} up to the next quote, or "" when it is not there. */
    static String textAfter(byte[] bytes, byte[] prefix) {
        int from = find(bytes, prefix, 0);
        if (from < 0) {
            return "";
        }
        int begin = from + prefix.length;
        int end = begin;
        while (bytes[end] != '"') {
            end++;
        }
        return new String(bytes, begin, end - begin, US_ASCII);
    }
}
