package dev.freshet.capture.schema;

import dev.freshet.capture.pgoutput.ReplicationMessage.Column;
import dev.freshet.capture.pgoutput.ReplicationMessage.Relation;
import dev.freshet.capture.pgoutput.ReplicationMessage.Type;
import dev.freshet.capture.schema.TableSchema.ColumnSchema;
import dev.freshet.capture.value.ValueEncoding;
import dev.freshet.record.ClusterId;
import dev.freshet.record.TableLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The tables as of the place in the log that is being read. Names, columns and types come from PostgreSQL's relation
 * messages, the primary key from Freshet's notes: a relation message tells the identity columns, which are all columns
 * where the identity is FULL.
 *
 * <p>A note that names other columns than the relation message is counted; the key is taken from the relation message where
 * that has it. Used by one thread.
 */
public final class LogTables {
    /** Freshet's own objects, which no record tells of. */
    public static final String OWN_SCHEMA = "freshet";

    private final ClusterId cluster;
    private final String database;
    private final Map<Integer, TableSchema> noted;
    private final Map<Integer, Relation> relations = new HashMap<>();
    private final Map<Integer, Type> types = new HashMap<>();
    private final Map<Integer, CapturedTable> captured = new HashMap<>();
    private final Set<Integer> unnoted = new HashSet<>();
    private final LongAdder contradictions = new LongAdder();

    private int lastOid;
    private @Nullable CapturedTable last;

    public LogTables(ClusterId cluster, String database, Map<Integer, TableSchema> noted) {
        this.cluster = cluster;
        this.database = database;
        this.noted = new HashMap<>(noted);
    }

    public void define(Relation relation) {
        relations.put(relation.oid(), relation);
        forget(relation.oid());
    }

    public void define(Type type) {
        types.put(type.oid(), type);
    }

    public void define(TableSchema table) {
        noted.put(table.oid(), table);
        unnoted.remove(table.oid());
        forget(table.oid());
    }

    public void drop(int oid) {
        noted.remove(oid);
        relations.remove(oid);
        forget(oid);
    }

    private void forget(int oid) {
        captured.remove(oid);
        last = null;
    }

    /** What the notes say, for the checkpoint. */
    public Map<Integer, TableSchema> noted() {
        return noted;
    }

    /** A transaction ends: what it did not note by now, as it does after {@code CREATE TABLE AS}, it does not note. */
    public void settle() {
        if (!unnoted.isEmpty()) {
            contradictions.add(unnoted.size());
            unnoted.clear();
        }
    }

    /** How often a note contradicted a relation message, or was missing; for any thread. */
    public long contradictions() {
        return contradictions.sum();
    }

    /** Whether the table is Freshet's own. */
    public static boolean isOwn(Relation relation) {
        return relation.schema().equals(OWN_SCHEMA);
    }

    /** The tables that were described since the beginning, by name. */
    public List<String> describedNames() {
        return relations.values().stream()
                .map(relation -> relation.schema() + "." + relation.table())
                .sorted()
                .toList();
    }

    public @Nullable Relation relation(int oid) {
        return relations.get(oid);
    }

    /**
     * The table of a row; null when it is Freshet's own.
     *
     * @throws UnreadableRowException when no relation message named it
     */
    public @Nullable CapturedTable table(int oid) {
        CapturedTable table = last; // rows of one table mostly come together
        if (table != null && oid == lastOid) {
            return table;
        }
        Relation relation = relations.get(oid);
        if (relation == null) {
            throw new UnreadableRowException("A row names the table with oid " + Integer.toUnsignedString(oid)
                    + ", which no message before it describes");
        }
        if (isOwn(relation)) {
            return null;
        }
        last = captured.computeIfAbsent(oid, missing -> capture(relation));
        lastOid = oid;
        return last;
    }

    private CapturedTable capture(Relation relation) {
        TableSchema latest = noted.get(relation.oid());
        TableSchema note = latest != null && describes(latest, relation) ? latest : null;
        if (note == null) {
            unnoted.add(relation.oid());
        }
        TableSchema noteOfKey = note == null ? outdatedKey(latest, relation) : note;
        List<CapturedColumn> columns = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        for (Column column : relation.columns()) {
            int place = columns.size();
            if (isKey(column, relation, noteOfKey)) {
                key.add(place);
            }
            ColumnSchema noteOfColumn = note == null ? null : note.columns().get(place);
            columns.add(new CapturedColumn(
                    column.name(),
                    encoding(column.typeOid()),
                    noteOfColumn == null ? 0 : noteOfColumn.number(),
                    noteOfColumn == null ? null : noteOfColumn.missing()));
        }
        boolean deferrable = noteOfKey != null && noteOfKey.deferrableKey();
        return table(relation.oid(), relation.schema(), relation.table(), columns, key, deferrable);
    }

    private CapturedTable table(
            int oid, String schema, String table, List<CapturedColumn> columns, List<Integer> key, boolean deferrable) {
        TableLabel label = new TableLabel(schema, table, database, cluster);
        return new CapturedTable(oid, schema + "." + table, label, columns, key, deferrable);
    }

    /** The table as a note alone describes it: good for its names, not for reading rows. */
    public CapturedTable asNoted(TableSchema note) {
        List<CapturedColumn> columns = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        for (ColumnSchema column : note.columns()) {
            if (note.primaryKey().contains(column.name())) {
                key.add(columns.size());
            }
            columns.add(
                    new CapturedColumn(column.name(), encoding(column.typeOid()), column.number(), column.missing()));
        }
        return table(note.oid(), note.schema(), note.table(), columns, key, note.deferrableKey());
    }

    /**
     * Where DDL is found by polling, a note comes after the first rows of a changed table. A FULL identity does not tell
     * the key then, and the last one known is the best guess while its columns are there; a DEFAULT one does.
     */
    private static @Nullable TableSchema outdatedKey(@Nullable TableSchema note, Relation relation) {
        if (note == null || relation.replicaIdentity() != 'f') {
            return null;
        }
        List<String> columns = relation.columns().stream().map(Column::name).toList();
        return columns.containsAll(note.primaryKey()) ? note : null;
    }

    private static boolean describes(TableSchema note, Relation relation) {
        if (note.columns().size() != relation.columns().size()) {
            return false;
        }
        for (int i = 0; i < relation.columns().size(); i++) {
            Column column = relation.columns().get(i);
            ColumnSchema noted = note.columns().get(i);
            if (!noted.name().equals(column.name()) || noted.typeOid() != column.typeOid()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKey(Column column, Relation relation, @Nullable TableSchema note) {
        if (note != null) {
            return note.primaryKey().contains(column.name());
        }
        return relation.replicaIdentity() == 'd' && column.inIdentity();
    }

    private ValueEncoding encoding(int typeOid) {
        Type type = types.get(typeOid);
        if (type == null) {
            return ValueEncoding.ofBuiltIn(typeOid);
        }
        return isBuiltIn(type) ? ValueEncoding.ofBuiltIn(type.name()) : ValueEncoding.TEXT;
    }

    /** The schema {@code pg_catalog} is sent as no name. */
    private static boolean isBuiltIn(Type type) {
        return type.schema().isEmpty() || type.schema().equals("pg_catalog");
    }
}
