package dev.freshet.bench.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * A piece of an answer that is looked for without reading all of the answer as JSON, after Horspool ("Practical fast
 * searching in strings", 1980): most bytes are skipped unseen, for the client's time counts as the server's.
 */
final class Sought {
    private final byte[] wanted;
    /** By a byte: how far the end of what is compared may move on when that byte is there. */
    private final int[] shift = new int[256];

    Sought(String text) {
        this.wanted = text.getBytes(US_ASCII);
        Arrays.fill(shift, wanted.length);
        for (int i = 0; i < wanted.length - 1; i++) {
            shift[wanted[i] & 0xff] = wanted.length - 1 - i;
        }
    }

    boolean isIn(byte[] bytes) {
        return find(bytes, 0) >= 0;
    }

    int countIn(byte[] bytes) {
        int count = 0;
        for (int at = find(bytes, 0); at >= 0; at = find(bytes, at + wanted.length)) {
            count++;
        }
        return count;
    }

    /** The text behind it up to the next quote, or "" when it is not there. */
    String textBehind(byte[] bytes) {
        int from = find(bytes, 0);
        if (from < 0) {
            return "";
        }
        int begin = from + wanted.length;
        int end = begin;
        while (bytes[end] != '"') {
            end++;
        }
        return new String(bytes, begin, end - begin, US_ASCII);
    }

    private int find(byte[] bytes, int from) {
        int last = wanted.length - 1;
        int end = from + last;
        while (end < bytes.length) {
            if (bytes[end] == wanted[last] && Arrays.equals(bytes, end - last, end + 1, wanted, 0, wanted.length)) {
                return end - last;
            }
            end += shift[bytes[end] & 0xff];
        }
        return -1;
    }
}
