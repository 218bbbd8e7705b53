package dev.freshet.kinesis.datastream;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A record's place in its data stream, printed as AWS prints it: a decimal number of 56 digits. In hex it reads
 *
 * <pre>
 * 2 | shard's creation, s (9) | shard, low digit (1) | index (16) | 00 | record's time, s (9) | shard (8) | 2
 * </pre>
 *
 * <p>so that numbers compare as integers: a shard's by their index, and a child's behind its parents', for it is
 * created in a later second. Index 0 is the shard's start, {@link #LAST_INDEX} its end; records stand between.
 *
 * @param createdSecond when the shard was created, in seconds since 1970
 * @param second when the record arrived, in seconds since 1970
 */
public record SequenceNumber(long createdSecond, int shard, long index, long second)
        implements Comparable<SequenceNumber> {
    /** The index of every closed shard's ending sequence number. */
    public static final long LAST_INDEX = Long.MAX_VALUE;

    private static final int DIGITS = 56;
    private static final long SECOND_MAX = (1L << 36) - 1;
    private static final long LEAD = 2;
    private static final long VERSION = 2;
    private static final int LIMBS = 6;
    private static final long LIMB_MASK = 0xffff_ffffL;
    private static final int DIGITS_PER_DIVISION = 9;
    private static final long DIVISOR = 1_000_000_000;

    public SequenceNumber {
        if (createdSecond < 0 || createdSecond > SECOND_MAX || second < 0 || second > SECOND_MAX) {
            throw new IllegalArgumentException(
                    "A sequence number's times have 36 bits, but these are " + createdSecond + " and " + second);
        }
        if (shard < 0 || index < 0) {
            throw new IllegalArgumentException(
                    "A sequence number's shard and index are not negative, but these are " + shard + " and " + index);
        }
    }

    /** Empty when this is not a number that Kinesis could have given out. */
    public static Optional<SequenceNumber> parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(text);
        long low = number.longValue();
        long middle = number.shiftRight(64).longValue();
        long high = number.shiftRight(128).longValue();
        int shard = (int) (low >>> 4);
        long second = (low >>> 36) | (middle & 0xff) << 28;
        long index = (middle >>> 16) | (high & 0xffff) << 48;
        long created = (high >>> 20) & SECOND_MAX;
        if (shard < 0 || index < 0) {
            return Optional.empty();
        }
        SequenceNumber found = new SequenceNumber(created, shard, index, second);
        return number.bitLength() <= 192 && found.isWrittenAs(high, middle, low)
                ? Optional.of(found)
                : Optional.empty();
    }

    public Instant time() {
        return Instant.ofEpochSecond(second);
    }

    private boolean isWrittenAs(long high, long middle, long low) {
        return high() == high && middle() == middle && low() == low;
    }

    private long high() {
        return LEAD << 56 | createdSecond << 20 | (shard & 0xfL) << 16 | index >>> 48;
    }

    private long middle() {
        return index << 16 | second >>> 28;
    }

    private long low() {
        return second << 36 | (long) shard << 4 | VERSION;
    }

    @Override
    public int compareTo(SequenceNumber other) {
        int byHigh = Long.compareUnsigned(high(), other.high());
        int byMiddle = Long.compareUnsigned(middle(), other.middle());
        return byHigh != 0 ? byHigh : byMiddle != 0 ? byMiddle : Long.compareUnsigned(low(), other.low());
    }

    /**
     * The 56 digits. Written once a record on the hot path, so this divides 32-bit limbs by 10^9 in place of going
     * through BigInteger, which takes several times as long.
     */
    @Override
    public String toString() {
        long[] limbs = {
            high() >>> 32, high() & LIMB_MASK, middle() >>> 32, middle() & LIMB_MASK, low() >>> 32, low() & LIMB_MASK
        };
        byte[] digits = new byte[DIGITS];
        for (int end = DIGITS; end > 0; end -= DIGITS_PER_DIVISION) {
            putDigits(digits, end, divide(limbs));
        }
        return new String(digits, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Divides the limbs, high to low, by 10^9 and returns the remainder. */
    private static long divide(long[] limbs) {
        long remainder = 0;
        for (int i = 0; i < LIMBS; i++) {
            long dividend = remainder << 32 | limbs[i];
            limbs[i] = dividend / DIVISOR;
            remainder = dividend % DIVISOR;
        }
        return remainder;
    }

    private static void putDigits(byte[] digits, int end, long number) {
        long left = number;
        for (int at = end - 1; at >= Math.max(0, end - DIGITS_PER_DIVISION); at--) {
            digits[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
