package dev.freshet.kinesis.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.kinesis.datastream.DataRecord;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.ReadResult;
import dev.freshet.kinesis.datastream.RecordReader;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.ShardPosition;
import dev.freshet.kinesis.datastream.StartingPoint;
import dev.freshet.kinesis.log.ReadLimit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Reads every shard from its oldest record to its end and goes on with its children, as GetRecords does. */
final class ShardFollower {
    private static final int RECORDS_MAX = 400;

    private final String name;
    private final RecordReader reader;
    private final RandomGenerator random;
    private final Consumer<String> out;
    private final Map<ShardId, ShardPosition> positions = new TreeMap<>();
    private final Set<ShardId> ended = new HashSet<>();

    ShardFollower(
            String name,
            DataStreams dataStreams,
            DataStreamName dataStream,
            RecordReader reader,
            RandomGenerator random,
            Consumer<String> out) {
        this.name = name;
        this.reader = reader;
        this.random = random;
        this.out = out;
        for (Shard shard : dataStreams.describe(dataStream).shards()) {
            if (shard.parents().isEmpty()) {
                begin(dataStream, shard.id());
            }
        }
    }

    private void begin(DataStreamName dataStream, ShardId shard) {
        positions.put(shard, reader.locate(dataStream, shard, new StartingPoint.TrimHorizon(), "GetShardIterator"));
    }

    /** Reads once from each shard; answers whether there was anything new. */
    boolean readOnce() {
        boolean found = false;
        for (ShardPosition position : List.copyOf(positions.values())) {
            ReadResult result = reader.read(position, new ReadLimit(1 + random.nextInt(RECORDS_MAX), 1_000_000));
            if (!result.records().isEmpty()) {
                out.accept(saw(name, position.shard(), result.records()));
            }
            result.next().ifPresent(next -> positions.put(position.shard(), next));
            if (result.next().isEmpty()) {
                end(position, result.children());
            }
            found = found || !result.records().isEmpty() || result.next().isEmpty();
        }
        return found;
    }

    static String saw(String name, ShardId shard, List<DataRecord> records) {
        return HistoryLines.saw(
                name,
                shard.toString(),
                records.stream()
                        .map(record -> record.sequenceNumber() + "/" + intact(record))
                        .toList());
    }

    private static String intact(DataRecord record) {
        if (!new String(record.data(), UTF_8).equals(record.partitionKey())) {
            throw new IllegalStateException(record.sequenceNumber() + " holds another record's data");
        }
        return record.partitionKey();
    }

    /** A child begins when all its parents have ended. */
    private void end(ShardPosition position, List<Shard> children) {
        positions.remove(position.shard());
        ended.add(position.shard());
        out.accept(HistoryLines.end(name, position.shard().toString()));
        for (Shard child : children) {
            if (ended.containsAll(child.parents())) {
                begin(position.name(), child.id());
            }
        }
    }
}
