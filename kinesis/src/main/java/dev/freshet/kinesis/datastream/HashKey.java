package dev.freshet.kinesis.datastream;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** An unsigned number of 128 bits, printed in decimal: where a partition key lies among the shards. */
public record HashKey(long high, long low) implements Comparable<HashKey> {
    public static final HashKey MIN = new HashKey(0, 0);
    public static final HashKey MAX = new HashKey(-1, -1);

    static final BigInteger COUNT = BigInteger.ONE.shiftLeft(128);

    /** Empty when the text is not a decimal number from 0 to 2^128 - 1. */
    public static Optional<HashKey> parse(String text) {
        if (!text.matches("0|([1-9]\\d{0,38})")) {
            return Optional.empty();
        }
        BigInteger number = new BigInteger(text);
        return number.compareTo(COUNT) < 0 ? Optional.of(of(number)) : Optional.empty();
    }

    static HashKey of(BigInteger number) {
        if (number.signum() < 0 || number.compareTo(COUNT) >= 0) {
            throw new IllegalArgumentException("A hash key lies between 0 and 2^128 - 1, but this is " + number);
        }
        return new HashKey(number.shiftRight(64).longValue(), number.longValue());
    }

    /** Kinesis's rule: the partition key's MD5. */
    static HashKey ofPartitionKey(byte[] utf8, MessageDigest md5) {
        ByteBuffer hash = ByteBuffer.wrap(md5.digest(utf8));
        return new HashKey(hash.getLong(), hash.getLong());
    }

    /** Used by one thread, for any number of keys. */
    static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    public BigInteger number() {
        return new BigInteger(
                1, ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    /** The key before this one, which is not the first. */
    HashKey previous() {
        return of(number().subtract(BigInteger.ONE));
    }

    /** Whether {@code other} is the next one. */
    boolean isBefore(HashKey other) {
        return !other.equals(MIN) && other.previous().equals(this);
    }

    @Override
    public int compareTo(HashKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return number().toString();
    }
}
