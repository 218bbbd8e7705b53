package dev.freshet.capture.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * A column.
     *
     * @param typeOid of its type; a domain is named by its own
     * @param number in {@code pg_attribute}; 0 where it is not known
     * @param missing the text of the value that rows have which are older than the column; null for NULL
     */
    public record ColumnSchema(
            String name, int typeOid, int number, @Nullable String missing) {}
}
