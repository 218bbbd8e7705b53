package dev.freshet.capture;

/**
 * The tables as of one point of the log: columns, primary keys and domain base types by relation oid. Immutable; DDL
 * makes a new one.
 */
public final class SchemaDictionary {
    private static final SchemaDictionary EMPTY = new SchemaDictionary();

    private SchemaDictionary() {}

    public static SchemaDictionary empty() {
        return EMPTY;
    }

    /** Reads what {@link #toJson} wrote. */
    public static SchemaDictionary fromJson(String json) {
        throw new UnsupportedOperationException(json);
    }

    public String toJson() {
        throw new UnsupportedOperationException();
    }
}
