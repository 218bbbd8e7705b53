package dev.freshet.kinesis.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is known of a log's shards from outside: what callers were answered, and what readers saw. {@link #check} compares
 * a log with it.
 *
 * <p>Each record's data is {@code writer's name:call}, the last colon counts; its key {@code i/n}: the i-th of the n
 * records of its batch.
 */
final class History {
    private static final ReadLimit ALL = new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** By shard and index; of an answered batch its first record. */
    private final Map<LogShard, NavigableMap<Long, String>> known = new HashMap<>();

    private final Map<LogShard, Long> horizons = new HashMap<>();

    synchronized void answered(LogShard shard, long firstIndex, String data) {
        String before = known(shard).put(firstIndex, data);
        assertThat(before)
                .as("index %s of %s was given out twice", firstIndex, shard)
                .isIn(null, data);
    }

    synchronized void trimmed(LogShard shard, long horizon) {
        horizons.merge(shard, horizon, Math::max);
    }

    int answers() {
        return known.values().stream().mapToInt(Map::size).sum();
    }

    /** Asserts that the log keeps what was promised, and remembers what it shows: it may not change any more. */
    synchronized void check(RecordLog log, LogShard shard) {
        Extent extent = log.extent(shard);
        assertThat(extent.horizon())
                .as("the horizon of %s", shard)
                .isGreaterThanOrEqualTo(horizons.getOrDefault(shard, 0L));
        List<StoredRecord> records = log.read(shard, 0, ALL).records();
        assertThat(records).as("the records of %s", shard).hasSize(Math.toIntExact(extent.end() - extent.horizon()));
        checkOrder(records, extent.horizon());
        checkWhole(records, extent.horizon());
        NavigableMap<Long, String> expected = known(shard).tailMap(extent.horizon(), true);
        assertThat(expected.isEmpty() || expected.lastKey() < extent.end())
                .as("all that was answered lies before the end %s of %s", extent.end(), shard)
                .isTrue();
        for (StoredRecord record : records) {
            String data = new String(record.data(), UTF_8);
            assertThat(expected.getOrDefault(record.index(), data))
                    .as("index %s of %s", record.index(), shard)
                    .isEqualTo(data);
            expected.put(record.index(), data);
        }
        horizons.put(shard, extent.horizon());
    }

    private static void checkOrder(List<StoredRecord> records, long horizon) {
        Map<String, Integer> lastCalls = new HashMap<>();
        Instant before = Instant.EPOCH;
        long index = horizon;
        for (StoredRecord record : records) {
            assertThat(record.index()).as("no gap").isEqualTo(index++);
            assertThat(record.arrival()).as("times do not go back").isAfterOrEqualTo(before);
            before = record.arrival();
            String data = new String(record.data(), UTF_8);
            int colon = data.lastIndexOf(':');
            int call = Integer.parseInt(data.substring(colon + 1));
            Integer last = lastCalls.put(data.substring(0, colon), call);
            assertThat(last == null || last <= call)
                    .as("%s came behind its call %s", data, last)
                    .isTrue();
        }
    }

    private static void checkWhole(List<StoredRecord> records, long horizon) {
        int at = 0;
        while (at < records.size()) {
            String[] key = new String(records.get(at).partitionKey(), UTF_8).split("/");
            int first = Integer.parseInt(key[0]);
            int size = Integer.parseInt(key[1]);
            boolean cut = at == 0 && horizon > 0;
            assertThat(first == 0 || cut)
                    .as("index %s begins a batch", records.get(at).index())
                    .isTrue();
            assertThat(records.size() - at)
                    .as("the batch at index %s is whole", records.get(at).index())
                    .isGreaterThanOrEqualTo(size - first);
            for (int i = first; i < size; i++, at++) {
                assertThat(new String(records.get(at).partitionKey(), UTF_8)).isEqualTo(i + "/" + size);
            }
        }
    }

    private NavigableMap<Long, String> known(LogShard shard) {
        return known.computeIfAbsent(shard, _ -> new TreeMap<>());
    }
}
