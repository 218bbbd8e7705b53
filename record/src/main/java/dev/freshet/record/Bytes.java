package dev.freshet.record;

import java.util.Arrays;

/** A range of an array, for reading, until its owner goes on. */
public record Bytes(byte[] array, int from, int length) {
    public Bytes {
        if (from < 0 || length < 0 || from > array.length - length) {
            throw new IndexOutOfBoundsException(
                    "No " + length + " bytes from " + from + " in an array of " + array.length);
        }
    }

    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    boolean hasSameContent(Bytes other) {
        return Arrays.equals(array, from, from + length, other.array, other.from, other.from + other.length);
    }

    int contentHash() {
        int hash = 1;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }
}
