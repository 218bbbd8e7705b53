package dev.freshet.capture.schema;

import java.util.List;

/**
 * A table as a message in the log describes it.
 *
 * @param oid of the table in {@code pg_class}
 * @param columns those that are published, in the table's order
 * @param primaryKey names of its columns; empty when there is none
 * @param deferrableKey whether two rows may have one key for a while within a transaction
 */
public record TableSchema(
        int oid,
        String schema,
        String table,
        List<ColumnSchema> columns,
        List<String> primaryKey,
        boolean deferrableKey) {
    public TableSchema {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /** A column and its type; a domain is named by its own oid. */
    public record ColumnSchema(String name, int typeOid) {}
}
