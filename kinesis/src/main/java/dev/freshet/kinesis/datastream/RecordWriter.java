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
    private final WriteLimits limits;

    public RecordWriter(DataStreams dataStreams, RecordLog log, WriteLimits limits) {
        this.dataStreams = dataStreams;
        this.log = log;
        this.limits = limits;
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

    /** Whether the number may be of a record here: its index was given out. */
    public boolean gave(DataStreamName name, SequenceNumber number) {
        DataStream dataStream = dataStreams.describe(name);
        return dataStream
                .shard(new ShardId(number.shard()))
                .filter(shard -> shard.createdSecond() == number.createdSecond())
                .map(shard ->
                        log.extent(DataStreams.logShard(dataStream, shard)).end())
                .filter(end -> number.index() <= end)
                .isPresent();
    }

    private List<PutOutcome> put(ShardMap map, List<PutEntry> entries) {
        Routed routed = route(map, entries);
        List<ShardBatch> batches = routed.batches();
        if (batches.isEmpty()) {
            return routed.outcomes(List.of(), dataStreams.home());
        }
        List<Appended> appended;
        try {
            appended = log.append(batches);
        } catch (RecordLogException e) {
            LOG.warn(
                    "{} records for data stream {} were refused: {}",
                    entries.size(),
                    map.dataStream().name(),
                    e.getMessage());
            return Collections.nCopies(
                    entries.size(), new PutOutcome.Refused(Reason.INTERNAL_FAILURE, "Internal Service Failure."));
        }
        return routed.outcomes(appended, dataStreams.home());
    }

    private Routed route(ShardMap map, List<PutEntry> entries) {
        NewRecord[] records = new NewRecord[entries.size()];
        long callBytes = sizes(map, entries, records);
        Routed routed = new Routed(map, records.length);
        MessageDigest md5 = HashKey.md5();
        WriteLimits.Admission admission = limits.admission(map.dataStream(), callBytes);
        for (int i = 0; i < records.length; i++) {
            NewRecord record = records[i];
            HashKey key = entries.get(i)
                    .explicitHashKey()
                    .orElseGet(() -> HashKey.ofPartitionKey(record.partitionKey(), md5));
            int slot = map.slotOf(key);
            if (admission.admits(map.traffic(slot), record.sizeBytes())) {
                routed.add(slot, record);
            } else {
                routed.refuse(slot);
            }
        }
        return routed;
    }

    /** Fills in the records and answers the size of all of them, none of which is too large. */
    private static long sizes(ShardMap map, List<PutEntry> entries, NewRecord[] records) {
        int maxBytes = map.dataStream().settings().maxRecordBytes();
        long callBytes = 0;
        for (int i = 0; i < records.length; i++) {
            PutEntry entry = entries.get(i);
            records[i] = new NewRecord(entry.partitionKey().getBytes(UTF_8), entry.data());
            checkSize(records[i], maxBytes, i);
            callBytes += records[i].sizeBytes();
        }
        if (callBytes > CALL_BYTES_MAX) {
            throw KinesisErrors.invalidArgument("Records size exceeds 10 MB limit");
        }
        return callBytes;
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
        private static final int REFUSED = -1;

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

        void add(int slot, NewRecord record) {
            if (bySlot.get(slot).isEmpty()) {
                bySlot.set(slot, new ArrayList<>());
            }
            slots[count] = slot;
            places[count] = bySlot.get(slot).size();
            bySlot.get(slot).add(record);
            count++;
        }

        /** The shard takes no more for now. */
        void refuse(int slot) {
            slots[count] = slot;
            places[count] = REFUSED;
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

        List<PutOutcome> outcomes(List<Appended> appended, Home home) {
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
                outcomes.add(
                        places[i] == REFUSED ? refused(shard, home) : accepted(i, shard, appendedBySlot[slots[i]]));
            }
            return outcomes;
        }

        private PutOutcome accepted(int record, Shard shard, Appended at) {
            return new PutOutcome.Accepted(shard.id(), shard.numberAt(at.firstIndex() + places[record], at.arrival()));
        }

        private PutOutcome refused(Shard shard, Home home) {
            return new PutOutcome.Refused(
                    Reason.THROTTLED,
                    KinesisErrors.rateExceeded(shard.id(), map.dataStream().name(), home));
        }
    }
}
