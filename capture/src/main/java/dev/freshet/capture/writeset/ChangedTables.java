package dev.freshet.capture.writeset;

import dev.freshet.capture.schema.CapturedTable;
import dev.freshet.record.EnvelopeWriter;
import dev.freshet.record.TransactionId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables that a transaction changed, numbered as they came. */
final class ChangedTables {
    private final List<CapturedTable> tables = new ArrayList<>();
    private final Map<CapturedTable, Integer> numbers = new IdentityHashMap<>();
    private final List<Long> keylessDeletes = new ArrayList<>();
    private final List<EnvelopeWriter> writers = new ArrayList<>();

    /** Rows of one table mostly come together. */
    private @Nullable CapturedTable last;

    private int lastNumber;

    int numberOf(CapturedTable table) {
        if (table != last) {
            lastNumber = numbers.computeIfAbsent(table, this::add);
            last = table;
        }
        return lastNumber;
    }

    private int add(CapturedTable table) {
        tables.add(table);
        keylessDeletes.add(0L);
        return tables.size() - 1;
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

    /** Makes the writers of this transaction's records. */
    void label(TransactionId transaction, long commitTimeNanos, long processingTimeNanos) {
        writers.clear();
        for (CapturedTable table : tables) {
            writers.add(new EnvelopeWriter(table.label(), transaction, commitTimeNanos, processingTimeNanos));
        }
    }

    EnvelopeWriter writer(int number) {
        return writers.get(number);
    }

    void clear() {
        if (!tables.isEmpty()) {
            tables.clear();
            numbers.clear();
            keylessDeletes.clear();
            writers.clear();
            last = null;
        }
    }
}
