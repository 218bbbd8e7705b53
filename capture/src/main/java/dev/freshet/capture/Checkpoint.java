package dev.freshet.capture;

/**
 * All that capture needs to go on after a restart without losing or inventing a change: kept durable by the caller,
 * before PostgreSQL is told ({@link Capture#confirm}).
 *
 * @param position the end of the last transaction whose records are all acknowledged or parked
 * @param lastCommitTimeNanos that transaction's {@code source.ts_ns}; the next one's is greater
 * @param schema the tables as of {@code position}; the same object until DDL changes them, so that a store may skip
 *     writing it again
 * @param server which PostgreSQL wrote the log
 */
public record Checkpoint(Lsn position, long lastCommitTimeNanos, SchemaDictionary schema, ServerIdentity server) {
    private static final long NONE_YET = 0;

    /** Where a new slot begins: nothing is delivered until its fence is met ({@code database.Fence}). */
    public static Checkpoint beforeFence(Lsn slotPosition, ServerIdentity server) {
        return new Checkpoint(slotPosition, NONE_YET, SchemaDictionary.empty(), server);
    }

    /** Whether the slot's fence lies ahead. Every fence has a floor, so after it there is a last time. */
    public boolean isBeforeFence() {
        return lastCommitTimeNanos == NONE_YET;
    }
}
