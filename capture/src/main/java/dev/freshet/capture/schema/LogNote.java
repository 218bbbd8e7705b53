package dev.freshet.capture.schema;

/** What Freshet writes into the log for itself, as transactional logical messages. */
public sealed interface LogNote {
    /** From here on the table is like this. */
    record TableDefined(TableSchema table) implements LogNote {}

    /** From here on there is no such table. */
    record TableDropped(int oid) implements LogNote {}

    /** The table will be truncated, and has no rows. */
    record TableEmptied(int oid) implements LogNote {}

    /**
     * A CDC stream begins here.
     *
     * @param slot of the stream
     * @param floorNanos no later transaction has an earlier {@code ts_ns}; nanoseconds of Unix time
     */
    record Fence(String slot, long floorNanos) implements LogNote {}
}
