package dev.freshet.capture.schema;

import dev.freshet.capture.schema.TableSchema.ColumnSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tables and notes as JSON. A table: {@code {"oid":16385,"schema":"public","table":"t",
 * "columns":[["id",23,1,null],…],"key":["id"],"deferrable":false}}, a column being name, type, number and the value of rows
 * older than it. A note: {@code {"table":{…}}}, {@code {"dropped":16385}}, {@code {"emptied":16385}} or
 * {@code {"fence":{"slot":"…","floor":…}}}.
 */
public final class SchemaJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private SchemaJson() {}

    /** @throws IllegalArgumentException when it is none */
    public static LogNote readNote(byte[] json) {
        try {
            JsonNode note = MAPPER.readTree(json);
            if (note.has("table")) {
                return new LogNote.TableDefined(table(note.required("table")));
            }
            if (note.has("dropped")) {
                return new LogNote.TableDropped(oid(note.required("dropped")));
            }
            if (note.has("emptied")) {
                return new LogNote.TableEmptied(oid(note.required("emptied")));
            }
            JsonNode fence = note.required("fence");
            return new LogNote.Fence(
                    fence.required("slot").stringValue(),
                    fence.required("floor").longValue());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a note of Freshet's: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when it is no array of tables */
    public static List<TableSchema> readTables(String json) {
        try {
            List<TableSchema> tables = new ArrayList<>();
            for (JsonNode table : MAPPER.readTree(json)) {
                tables.add(table(table));
            }
            return tables;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Not a list of tables: " + e.getMessage(), e);
        }
    }

    private static TableSchema table(JsonNode node) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (JsonNode column : node.required("columns")) {
            JsonNode missing = column.path(3);
            columns.add(new ColumnSchema(
                    column.required(0).stringValue(),
                    oid(column.required(1)),
                    column.path(2).intValue(0),
                    missing.isString() ? missing.stringValue() : null));
        }
        List<String> key = new ArrayList<>();
        node.required("key").forEach(column -> key.add(column.stringValue()));
        return new TableSchema(
                oid(node.required("oid")),
                node.required("schema").stringValue(),
                node.required("table").stringValue(),
                columns,
                key,
                node.required("deferrable").booleanValue());
    }

    /** Unsigned 32 bits. */
    private static int oid(JsonNode node) {
        return (int) node.longValue();
    }

    public static String writeTables(Collection<TableSchema> tables) {
        ArrayNode array = MAPPER.createArrayNode();
        for (TableSchema table : tables) {
            ObjectNode node = array.addObject();
            node.put("oid", Integer.toUnsignedLong(table.oid()));
            node.put("schema", table.schema()).put("table", table.table());
            ArrayNode columns = node.putArray("columns");
            for (ColumnSchema column : table.columns()) {
                columns.addArray()
                        .add(column.name())
                        .add(Integer.toUnsignedLong(column.typeOid()))
                        .add(column.number())
                        .add(column.missing());
            }
            ArrayNode key = node.putArray("key");
            table.primaryKey().forEach(key::add);
            node.put("deferrable", table.deferrableKey());
        }
        return MAPPER.writeValueAsString(array);
    }
}
