package dev.freshet.kinesis.datastream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.kinesis.datastream.PutOutcome.Reason;
import dev.freshet.kinesis.log.Appended;
import dev.freshet.kinesis.log.NewRecord;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RecordLogException;
import dev.freshet.kinesis.log.ShardBatch;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts records: routes each to its shard by its hash key, appends them, and says where each came to stand. */
public final class RecordWriter {
    private static final Logger LOG = LoggerFactory.getLogger(RecordWriter.class);

    public static final int RECORDS_MAX = 500;
    public static final int CALL_BYTES_MAX = 10 * 1024 * 1024;

    private final DataStreams dataStreams;
    private final RecordLog log;

    public RecordWriter(DataStreams dataStreams, RecordLog log) {
        this.dataStreams = dataStreams;
        this.log = log;
    }

    /**
     * Returns when the records are durable, one outcome an entry in their order.
     *
     * @param entries 1 to {@link #RECORDS_MAX}, {@link #CALL_BYTES_MAX} together
     * @throws dev.freshet.gateway.ApiException when the whole call is refused: the data stream is not there, or a
     *     record is larger than it allows
     */
    public List<PutOutcome> put(DataStreamName name, List<PutEntry> entries) {
        return dataStreams.live(name).whileRouted(map -> {
            if (!map.dataStream().status().takesRecords()) {
                throw KinesisErrors.dataStreamNotFound(name, dataStreams.home());
            }
            return put(map, entries);
        });
    }

    private List<PutOutcome> put(ShardMap map, List<PutEntry> entries) {
        Routed routed = route(map, entries);
        List<Appended> appended;
        try {
            appended = log.append(routed.batches());
        } catch (RecordLogException e) {
            LOG.warn(
                    "{} records for data stream {} were refused: {}",
                    entries.size(),
                    map.dataStream().name(),
                    e.getMessage());
            return Collections.nCopies(
                    entries.size(), new PutOutcome.Refused(Reason.INTERNAL_FAILURE, "Internal Service Failure."));
        }
        return routed.outcomes(appended);
    }

    private static Routed route(ShardMap map, List<PutEntry> entries) {
        Routed routed = new Routed(map, entries.size());
        MessageDigest md5 = HashKey.md5();
        int maxBytes = map.dataStream().settings().maxRecordBytes();
        long callBytes = 0;
        for (PutEntry entry : entries) {
            NewRecord record = new NewRecord(entry.partitionKey().getBytes(UTF_8), entry.data());
            checkSize(record, maxBytes, routed.count());
            callBytes += record.sizeBytes();
            HashKey key = entry.explicitHashKey().orElseGet(() -> HashKey.ofPartitionKey(record.partitionKey(), md5));
            routed.add(map.slotOf(key), record);
        }
        if (callBytes > CALL_BYTES_MAX) {
            throw KinesisErrors.invalidArgument("Records size exceeds 10 MB limit");
        }
        return routed;
    }

    /** AWS does not document how it words this; the shape is that of its other constraints. */
    private static void checkSize(NewRecord record, int maxBytes, int before) {
        if (record.sizeBytes() > maxBytes) {
            throw KinesisErrors.validation("1 validation error detected: Value at 'records." + (before + 1)
                    + ".member.data' failed to satisfy constraint: Member must have length less than or equal to "
                    + maxBytes + ", partition key included, but has " + record.sizeBytes()
                    + "; UpdateMaxRecordSize raises the limit of a stream");
        }
    }

    /** The records of a call, each with the shard that takes it and its place among those of that shard. */
    private static final class Routed {
        private final ShardMap map;
        private final int[] slots;
        private final int[] places;
        private final List<List<NewRecord>> bySlot;
        private int count;

        Routed(ShardMap map, int size) {
            this.map = map;
            this.slots = new int[size];
            this.places = new int[size];
            this.bySlot = new ArrayList<>(Collections.nCopies(map.size(), List.of()));
        }

        int count() {
            return count;
        }

        void add(int slot, NewRecord record) {
            if (bySlot.get(slot).isEmpty()) {
                bySlot.set(slot, new ArrayList<>());
            }
            slots[count] = slot;
            places[count] = bySlot.get(slot).size();
            bySlot.get(slot).add(record);
            count++;
        }

        List<ShardBatch> batches() {
            List<ShardBatch> batches = new ArrayList<>();
            for (int slot = 0; slot < bySlot.size(); slot++) {
                if (!bySlot.get(slot).isEmpty()) {
                    batches.add(
                            new ShardBatch(DataStreams.logShard(map.dataStream(), map.shard(slot)), bySlot.get(slot)));
                }
            }
            return batches;
        }

        List<PutOutcome> outcomes(List<Appended> appended) {
            Appended[] appendedBySlot = new Appended[map.size()];
            int next = 0;
            for (int slot = 0; slot < bySlot.size(); slot++) {
                if (!bySlot.get(slot).isEmpty()) {
                    appendedBySlot[slot] = appended.get(next++);
                }
            }
            List<PutOutcome> outcomes = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Shard shard = map.shard(slots[i]);
                Appended at = appendedBySlot[slots[i]];
                outcomes.add(
                        new PutOutcome.Accepted(shard.id(), shard.numberAt(at.firstIndex() + places[i], at.arrival())));
            }
            return outcomes;
        }
    }
}
