package dev.freshet.kinesis.datastream;

/** A stream consumer's name: 1 to 128 letters, digits, underscores, dots and hyphens; unique in its data stream. */
public record ConsumerName(String value) implements Comparable<ConsumerName> {
    public static final String PATTERN = "[a-zA-Z0-9_.-]+";
    public static final int LENGTH_MAX = 128;

    public ConsumerName {
        if (value.length() > LENGTH_MAX || !value.matches(PATTERN)) {
            throw new IllegalArgumentException("'" + value + "' cannot be a stream consumer's name");
        }
    }

    @Override
    public int compareTo(ConsumerName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
