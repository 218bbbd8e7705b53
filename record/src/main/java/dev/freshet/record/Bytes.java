package dev.freshet.record;

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
}
