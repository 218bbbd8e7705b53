package dev.freshet.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of runs that stand in a JSON string as they are, and proves that the rest is UTF-8. */
final class Utf8Scan {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8Scan() {}

    /** The first place from {@code at} on that holds a byte to escape, or one outside ASCII; {@code end} if none. */
    static int plainUntil(byte[] source, int at, int end) {
        int next = at;
        while (end - next >= Long.BYTES) {
            long found = special((long) LONG.get(source, next));
            if (found != 0) {
                return next + (Long.numberOfTrailingZeros(found) >> 3);
            }
            next += Long.BYTES;
        }
        while (next < end && source[next] >= ' ' && source[next] != '"' && source[next] != '\\') {
            next++;
        }
        return next;
    }

    /**
     * Eight bytes at once: the high bit of each byte that is below 0x20, {@code '"'}, the backslash or outside ASCII. A
     * borrow can mark a byte wrongly only above one that is marked rightly, and the lowest mark is used.
     */
    private static long special(long eight) {
        long quotes = eight ^ LOW_BITS * '"';
        long backslashes = eight ^ LOW_BITS * '\\';
        return (eight | eight - LOW_BITS * 0x20 | quotes - LOW_BITS | backslashes - LOW_BITS) & HIGH_BITS;
    }

    /**
     * How many bytes the character outside ASCII at {@code at} has (Unicode 16, table 3-7).
     *
     * @throws IllegalArgumentException when it is none
     */
    static int sequenceLength(byte[] source, int at, int end) {
        int first = source[at] & 0xFF;
        int count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || end - at < count || !secondFits(first, source[at + 1] & 0xFF)) {
            throw new IllegalArgumentException("no UTF-8 at byte " + at);
        }
        for (int i = 2; i < count; i++) {
            if ((source[at + i] & 0xC0) != 0x80) {
                throw new IllegalArgumentException("no UTF-8 at byte " + at);
            }
        }
        return count;
    }

    private static boolean secondFits(int first, int second) {
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return second >= lowest && second <= highest;
    }
}
