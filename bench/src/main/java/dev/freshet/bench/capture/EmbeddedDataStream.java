package dev.freshet.bench.capture;

import dev.freshet.delivery.Target;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.PutEntry;
import java.util.List;

/** A data stream of the embedded service, every answer on disk. Roles and policies are left out. */
record EmbeddedDataStream(Kinesis kinesis, DataStream dataStream) implements Target {
    @Override
    public int maximumRecordBytes() {
        return dataStream.settings().maxRecordBytes();
    }

    @Override
    public List<PutOutcome> put(List<OutgoingRecord> records) {
        List<PutEntry> entries = records.stream()
                .map(record -> PutEntry.of(record.partitionKey(), record.data()))
                .toList();
        return kinesis.writer().put(dataStream.name(), entries).stream()
                .map(EmbeddedDataStream::outcome)
                .toList();
    }

    private static PutOutcome outcome(dev.freshet.kinesis.datastream.PutOutcome outcome) {
        return switch (outcome) {
            case dev.freshet.kinesis.datastream.PutOutcome.Accepted accepted ->
                new PutOutcome.Accepted(
                        accepted.shard().toString(), accepted.sequenceNumber().toString());
            case dev.freshet.kinesis.datastream.PutOutcome.Refused refused ->
                throw new IllegalStateException("The embedded data stream refused a record: " + refused);
        };
    }
}
