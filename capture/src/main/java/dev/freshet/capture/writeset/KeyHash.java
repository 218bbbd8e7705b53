package dev.freshet.capture.writeset;

import dev.freshet.record.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit hash of key bytes whose high bits are as good as its low ones. */
final class KeyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Odd 64-bit constants without pattern: the fractions of the golden ratio and of the square root of 3. */
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private static final long ROOT = 0xBB67_AE85_84CA_A73BL;

    private KeyHash() {}

    static long of(Bytes key) {
        return of(key.array(), key.from(), key.length());
    }

    static long of(byte[] bytes, int from, int length) {
        long hash = GOLDEN * length;
        int at = from;
        int end = from + length;
        while (end - at >= Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(bytes, at));
            at += Long.BYTES;
        }
        long rest = 0;
        while (at < end) {
            rest = rest << 8 | bytes[at++] & 0xFF;
        }
        return mix(mix(hash ^ rest));
    }

    /** The 128-bit product's halves folded: each bit of the input reaches every bit of the output. */
    private static long mix(long value) {
        long factor = value ^ ROOT;
        return factor * GOLDEN ^ Math.unsignedMultiplyHigh(factor, GOLDEN);
    }
}
