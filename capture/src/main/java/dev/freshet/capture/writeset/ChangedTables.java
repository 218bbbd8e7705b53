package dev.freshet.capture.writeset;

import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.record.EnvelopeWriter;
import dev.freshet.record.TransactionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables that a transaction changed, numbered as they came. A table has a number more for each change of its
 * columns, key or name in the transaction; what it is at the end, all its records say.
 */
final class ChangedTables {
    static final int UNKNOWN = -1;

    private final List<CapturedTable> tables = new ArrayList<>();
    private final Map<CapturedTable, Integer> numbers = new IdentityHashMap<>();
    private final List<Long> keylessDeletes = new ArrayList<>();
    private final List<TableRecords> records = new ArrayList<>();

    /** By relation oid: the number under which it came last. */
    private final Map<Integer, Integer> latest = new HashMap<>();

    /** By relation oid: as what the keys of its entries identify rows. */
    private final Map<Integer, CapturedTable> bases = new HashMap<>();

    private final Set<Integer> dropped = new HashSet<>();

    /** Rows of one table mostly come together. */
    private @Nullable CapturedTable last;

    private int lastNumber;

    /** The table's number; {@link #UNKNOWN} when it has not come so before. */
    int numberOf(CapturedTable table) {
        if (table != last) {
            Integer number = numbers.get(table);
            if (number == null) {
                return UNKNOWN;
            }
            lastNumber = number;
            last = table;
        }
        return lastNumber;
    }

    /** Gives the table its number; {@code as} is what stands for it here. */
    int add(CapturedTable table, CapturedTable as) {
        int number = tables.size();
        tables.add(as);
        keylessDeletes.add(0L);
        numbers.put(table, number);
        latest.put(table.oid(), number);
        bases.putIfAbsent(table.oid(), as);
        return number;
    }

    /** As what rows of the table are identified so far; null when none came. */
    @Nullable
    CapturedTable basis(int oid) {
        return bases.get(oid);
    }

    void setBasis(CapturedTable table) {
        bases.put(table.oid(), table);
    }

    void drop(int oid) {
        dropped.add(oid);
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    int count() {
        return tables.size();
    }

    CapturedTable table(int number) {
        return tables.get(number);
    }

    void addKeylessDelete(int number) {
        keylessDeletes.set(number, keylessDeletes.get(number) + 1);
    }

    long keylessDeletes(int number) {
        return keylessDeletes.get(number);
    }

    /** Makes what writes this transaction's records. */
    void label(TransactionId transaction, long commitTimeNanos, long processingTimeNanos) {
        records.clear();
        for (CapturedTable table : tables) {
            CapturedTable now = table(latest.getOrDefault(table.oid(), 0));
            EnvelopeWriter writer = new EnvelopeWriter(now.label(), transaction, commitTimeNanos, processingTimeNanos);
            records.add(new TableRecords(table, now, writer, fate(now)));
        }
    }

    private TableRecords.Fate fate(CapturedTable table) {
        if (!dropped.contains(table.oid())) {
            return TableRecords.Fate.KEPT;
        }
        return latest.values().stream()
                        .map(tables::get)
                        .anyMatch(other ->
                                !dropped.contains(other.oid()) && other.name().equals(table.name()))
                ? TableRecords.Fate.REPLACED
                : TableRecords.Fate.DROPPED;
    }

    TableRecords records(int number) {
        return records.get(number);
    }

    void clear() {
        if (!tables.isEmpty()) {
            tables.clear();
            numbers.clear();
            keylessDeletes.clear();
            records.clear();
            latest.clear();
            bases.clear();
            dropped.clear();
            last = null;
        }
    }
}
