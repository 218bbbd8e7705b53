package dev.freshet.record;

import java.util.random.RandomGenerator;

/** A cluster's identifier: 26 characters of base 32, as in {@code source.cluster} and in host names. */
public record ClusterId(String value) {
    public ClusterId {
        if (!Base32.isValid(value)) {
            throw new IllegalArgumentException(
                    "A cluster's identifier is 26 characters of a-z and 2-7, but this is '" + value + "'");
        }
    }

    public static ClusterId random(RandomGenerator random) {
        return new ClusterId(Base32.encode(random.nextLong(), random.nextLong()));
    }

    @Override
    public String toString() {
        return value;
    }
}
