package dev.freshet.kinesis.datastream;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The hash keys of a shard, both ends inclusive. */
public record HashKeyRange(HashKey start, HashKey end) {
    public HashKeyRange {
        if (start.compareTo(end) > 0) {
            throw new IllegalArgumentException("A range of hash keys cannot run from " + start + " to " + end);
        }
    }

    public boolean contains(HashKey key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
    }

    /** Whether one goes on where the other ends. */
    boolean isNextTo(HashKeyRange other) {
        return end.isBefore(other.start) || other.end.isBefore(start);
    }

    /** Where the upper half begins; the range has more than one key. */
    HashKey middle() {
        return HashKey.of(start.number().add(end.number()).add(BigInteger.ONE).shiftRight(1));
    }

    /** Kinesis's initial ranges: of equal width, the last one takes what division left over. */
    public static List<HashKeyRange> uniform(int count) {
        BigInteger width = HashKey.COUNT.divide(BigInteger.valueOf(count));
        List<HashKeyRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            BigInteger start = width.multiply(BigInteger.valueOf(i));
            HashKey end =
                    i == count - 1 ? HashKey.MAX : HashKey.of(start.add(width).subtract(BigInteger.ONE));
            ranges.add(new HashKeyRange(HashKey.of(start), end));
        }
        return ranges;
    }
}
