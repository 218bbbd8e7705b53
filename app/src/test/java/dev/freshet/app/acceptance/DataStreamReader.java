package dev.freshet.app.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads a data stream of change records from its beginning, going on where it stopped, as consumers do. */
final class DataStreamReader {
    private final Boto3 boto3;
    private final String dataStream;
    private final Map<String, DeliveredRecord> last = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();

    DataStreamReader(Boto3 boto3, String dataStream) {
        this.boto3 = boto3;
        this.dataStream = dataStream;
    }

    /** All changes so far, shard by shard as they came. */
    List<Change> changes() {
        Map<String, String> after = new HashMap<>();
        last.forEach((shard, record) -> after.put(shard, record.sequenceNumber()));
        for (DeliveredRecord record : boto3.read(dataStream, after)) {
            DeliveredRecord previous = last.put(record.shardId(), record);
            if (previous != null && previous.position().compareTo(record.position()) >= 0) {
                throw new AssertionError(record + " does not come after " + previous);
            }
            changes.add(Change.parse(record.data()));
        }
        return List.copyOf(changes);
    }

    /** @throws AssertionError with all changes, when they are not as wanted by then */
    List<Change> await(String wanted, Duration limit, Predicate<List<Change>> condition) {
        try {
            return Poll.value(wanted, limit, () -> Optional.of(changes()).filter(condition));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; there are " + changes.size() + ": " + newest(), e);
        }
    }

    private List<String> newest() {
        return changes.subList(Math.max(0, changes.size() - 20), changes.size()).stream()
                .map(Change::text)
                .toList();
    }
}
