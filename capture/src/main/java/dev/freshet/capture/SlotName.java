package dev.freshet.capture;

/** A replication slot's name: lower case letters, digits and underscores, at most 63 (PostgreSQL, section 26.2.6). */
public record SlotName(String value) {
    public SlotName {
        if (!value.matches("[a-z0-9_]{1,63}")) {
            throw new IllegalArgumentException("Not a replication slot's name: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
