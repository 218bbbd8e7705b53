package dev.freshet.kinesis.datastream;

/** A data stream's name: 1 to 128 letters, digits, underscores, dots and hyphens; unique in an account and region. */
public record DataStreamName(String value) implements Comparable<DataStreamName> {
    public static final String PATTERN = "[a-zA-Z0-9_.-]+";
    public static final int LENGTH_MAX = 128;

    public DataStreamName {
        if (value.length() > LENGTH_MAX || !value.matches(PATTERN)) {
            throw new IllegalArgumentException("'" + value + "' cannot be a data stream's name");
        }
    }

    /** By code point, as ListStreams sorts. */
    @Override
    public int compareTo(DataStreamName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
