package dev.freshet.capture;

import dev.freshet.capture.schema.SchemaJson;
import dev.freshet.capture.schema.TableSchema;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables as of one point of the log: columns and primary keys by relation oid. Immutable; DDL makes a new one.
 *
 * <p>Domains need no place in it: the log names a domain's base type wherever it names a table that has one.
 */
public final class SchemaDictionary {
    private static final SchemaDictionary EMPTY = new SchemaDictionary(Map.of());

    private final Map<Integer, TableSchema> tables;

    private SchemaDictionary(Map<Integer, TableSchema> tables) {
        this.tables = tables;
    }

    public static SchemaDictionary empty() {
        return EMPTY;
    }

    static SchemaDictionary of(Map<Integer, TableSchema> tables) {
        return new SchemaDictionary(Map.copyOf(tables));
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException when it did not
     */
    public static SchemaDictionary fromJson(String json) {
        Map<Integer, TableSchema> tables = new TreeMap<>();
        for (TableSchema table : SchemaJson.readTables(json)) {
            tables.put(table.oid(), table);
        }
        return of(tables);
    }

    public String toJson() {
        return SchemaJson.writeTables(new TreeMap<>(tables).values());
    }

    @Nullable
    TableSchema table(int relationOid) {
        return tables.get(relationOid);
    }

    Map<Integer, TableSchema> tables() {
        return tables;
    }

    /** The tables, in no order. */
    public Collection<TableSchema> all() {
        return tables.values();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaDictionary dictionary && tables.equals(dictionary.tables);
    }

    @Override
    public int hashCode() {
        return tables.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
