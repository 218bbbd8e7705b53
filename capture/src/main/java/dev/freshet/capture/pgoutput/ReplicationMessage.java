package dev.freshet.capture.pgoutput;

import java.util.List;

/**
 * One message of {@code pgoutput}. The tuples of row messages lie in the reader's own memory and in the buffer that was
 * read: they hold until the next message is read.
 */
public sealed interface ReplicationMessage {
    /**
     * A committed transaction begins.
     *
     * @param commitPosition of its commit record
     * @param commitTimeMicros since 2000-01-01 UTC
     */
    record Begin(long commitPosition, long commitTimeMicros, int xid) implements ReplicationMessage {}

    /**
     * The transaction ends.
     *
     * @param commitPosition of its commit record
     * @param endPosition right after the commit record
     */
    record Commit(long commitPosition, long endPosition, long commitTimeMicros) implements ReplicationMessage {}

    /** The transaction came from another server. */
    record Origin(long commitPosition, String name) implements ReplicationMessage {}

    /** What a table is named and has for columns from here on; precedes the first row of a table. */
    record Relation(int oid, String schema, String table, char replicaIdentity, List<Column> columns)
            implements ReplicationMessage {
        public Relation {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column of a {@link Relation}.
     *
     * @param inIdentity whether the replica identity has it
     */
    record Column(boolean inIdentity, String name, int typeOid, int typeModifier) {}

    /** A type that is not built in; for a domain, the name of its base type. */
    record Type(int oid, String schema, String name) implements ReplicationMessage {}

    /** A row was inserted. */
    record Insert(int relationOid, Tuple row) implements ReplicationMessage {}

    /**
     * A row was updated.
     *
     * @param old {@link Tuple#ABSENT} when PostgreSQL sent none; its columns outside the identity may be null without
     *     being so in the table
     */
    record Update(int relationOid, Tuple old, Tuple row) implements ReplicationMessage {}

    /** A row was deleted; columns outside the identity may be null without having been so. */
    record Delete(int relationOid, Tuple old) implements ReplicationMessage {}

    /** Tables were truncated. */
    record Truncate(List<Integer> relationOids) implements ReplicationMessage {
        public Truncate {
            relationOids = List.copyOf(relationOids);
        }
    }

    /** What {@code pg_logical_emit_message} wrote; one outside any transaction is not transactional. */
    record LogicalMessage(boolean transactional, long position, String prefix, byte[] content)
            implements ReplicationMessage {}
}
