package dev.freshet.pipeline;

import dev.freshet.delivery.FailureKind;
import dev.freshet.delivery.Target;
import dev.freshet.delivery.TargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A data stream that keeps what a consumer would: per row the record with the greatest time. Compares it with the tables,
 * and notes whatever cannot be right at once. Can refuse and hold its calls.
 */
public final class RecordJudge implements Target {
    private static final int LARGEST_RECORD_BYTES = 10 << 20;
    private static final int DIFFERENCES_TOLD = 5;

    /** A row of {@code items}, as far as it is compared. */
    record Item(@Nullable String name, int bulkHash) {
        static Item of(@Nullable String name, @Nullable String bulk) {
            return new Item(name, bulk == null ? 0 : bulk.hashCode());
        }
    }

    /** The latest record of a row: a deleted one has no item. */
    private record Latest(long timeNanos, @Nullable Item item) {}

    private final TrialWriters writers;
    private final Map<Integer, Latest> items = new HashMap<>();
    private final Set<String> journal = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();
    private long records;
    private boolean denied;
    private boolean held;

    public RecordJudge(TrialWriters writers) {
        this.writers = writers;
    }

    @Override
    public int maximumRecordBytes() {
        return LARGEST_RECORD_BYTES;
    }

    @Override
    public synchronized List<PutOutcome> put(List<OutgoingRecord> batch) {
        while (held) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TargetException(FailureKind.UNAVAILABLE, "interrupted", e);
            }
        }
        if (denied) {
            throw new TargetException(FailureKind.ACCESS_DENIED, "The trial denies it");
        }
        return batch.stream().map(this::take).toList();
    }

    private PutOutcome take(OutgoingRecord outgoing) {
        records++;
        JsonNode record = JsonMapper.shared().readTree(outgoing.data());
        String table = record.path("source").path("table").stringValue();
        if (table.equals(writers.items())) {
            item(record);
        } else if (table.equals(writers.journal())) {
            journal(record);
        } else {
            faults.add("A record of " + table + ", which was not written: " + record);
        }
        return new PutOutcome.Accepted("shardId-000000000000", Long.toString(records));
    }

    private void item(JsonNode record) {
        boolean deleted = record.path("op").stringValue().equals("d");
        JsonNode row = record.path(deleted ? "before" : "after");
        long time = record.path("source").path("ts_ns").longValue();
        Item item = deleted ? null : Item.of(text(row, "name"), text(row, "bulk"));
        if (item != null) {
            judgeName(item.name());
        }
        Latest before = items.get(row.path("id").intValue());
        if (before != null && before.timeNanos() == time && !new Latest(time, item).equals(before)) {
            faults.add("Two records of one row and time differ: " + before + " and " + item);
        }
        if (before == null || before.timeNanos() < time) {
            items.put(row.path("id").intValue(), new Latest(time, item));
        }
    }

    private void journal(JsonNode record) {
        String name = text(record.path("after"), "name");
        judgeName(name);
        if (!record.path("op").stringValue().equals("c") || name == null) {
            faults.add("A journal row was only inserted, and this says otherwise: " + record);
        } else {
            journal.add(name);
        }
    }

    private static @Nullable String text(JsonNode row, String column) {
        return row.path(column).isString() ? row.path(column).stringValue() : null;
    }

    private void judgeName(@Nullable String name) {
        if (name == null || writers.wasRolledBack(name)) {
            faults.add("A record of transaction " + name + ", which was rolled back");
        }
    }

    synchronized void deny(boolean isDenied) {
        denied = isDenied;
    }

    synchronized void hold(boolean isHeld) {
        held = isHeld;
        notifyAll();
    }

    public synchronized long records() {
        return records;
    }

    /** What cannot be right, whenever it came. */
    public synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How the records differ from these tables; empty when they do not. */
    synchronized List<String> differences(Map<Integer, Item> tableNow, Set<String> journalNow) {
        List<String> differences = new ArrayList<>(faults);
        Map<Integer, Item> rows = new TreeMap<>();
        items.forEach((id, latest) -> {
            if (latest.item() != null) {
                rows.put(id, latest.item());
            }
        });
        Set<Integer> ids = new TreeSet<>(rows.keySet());
        ids.addAll(tableNow.keySet());
        for (Integer id : ids) {
            Item row = tableNow.get(id);
            if (row == null || !row.equals(rows.get(id))) {
                differences.add("Row " + id + " is " + row + ", by the records " + rows.get(id));
            }
        }
        journalNow.stream().filter(name -> !journal.contains(name)).forEach(name -> differences.add("Lost: " + name));
        journal.stream()
                .filter(name -> !journalNow.contains(name))
                .forEach(name -> differences.add("Invented: " + name));
        return differences.size() <= DIFFERENCES_TOLD
                ? differences
                : List.of(differences.size() + " differences, such as " + differences.subList(0, DIFFERENCES_TOLD));
    }
}
