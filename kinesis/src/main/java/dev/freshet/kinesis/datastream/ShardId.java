package dev.freshet.kinesis.datastream;

import java.util.Optional;

/** A shard's number within its data stream, never used twice; printed as {@code shardId-000000000007}. */
public record ShardId(int number) implements Comparable<ShardId> {
    private static final String PREFIX = "shardId-";
    private static final int DIGITS = 12;

    public ShardId {
        if (number < 0) {
            throw new IllegalArgumentException("A shard's number is not negative, but this is " + number);
        }
    }

    /** Takes the number without its prefix or its zeros too, as Kinesis does; empty for anything else. */
    public static Optional<ShardId> parse(String text) {
        String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        if (!digits.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits);
        return number <= Integer.MAX_VALUE ? Optional.of(new ShardId((int) number)) : Optional.empty();
    }

    @Override
    public int compareTo(ShardId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        String digits = Integer.toString(number);
        return PREFIX + "0".repeat(DIGITS - digits.length()) + digits;
    }
}
