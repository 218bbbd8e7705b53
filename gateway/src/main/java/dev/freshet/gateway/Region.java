package dev.freshet.gateway;

/** An AWS region's name, such as {@code us-east-1}. */
public record Region(String value) {
    public Region {
        if (!value.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new IllegalArgumentException("A region looks like us-east-1, but this is '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
