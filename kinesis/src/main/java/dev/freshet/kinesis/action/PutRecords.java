package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.PutEntry;
import dev.freshet.kinesis.datastream.PutOutcome;
import dev.freshet.kinesis.datastream.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html">PutRecords</a>. */
public final class PutRecords extends DataStreamAction<PutRecords.Request, PutRecords.Response> {
    private final RecordWriter writer;

    public PutRecords(DataStreams dataStreams, RecordWriter writer) {
        super(Request.class, dataStreams);
        this.writer = writer;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = RecordWriter.RECORDS_MAX) @Nullable
            List<Entry> records,

            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** One record. */
    @SuppressWarnings("ArrayRecordComponent") // A blob member.
    public record Entry(
            @Required @Length(max = Shapes.DATA_BYTES_MAX) byte @Nullable [] data,
            @Pattern(Shapes.HASH_KEY) @Nullable String explicitHashKey,

            @Required @Length(min = 1, max = Shapes.PARTITION_KEY_MAX) @Nullable
            String partitionKey) {}

    /** One result a record, in their order. */
    public record Response(int failedRecordCount, List<Result> records, String encryptionType) {}

    /** Either where the record came to stand, or why it was refused. */
    public record Result(
            @Nullable String sequenceNumber,
            @Nullable String shardId,
            @Nullable String errorCode,
            @Nullable String errorMessage) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        List<PutEntry> entries = new ArrayList<>();
        for (Entry entry : Present.of(request.records())) {
            entries.add(
                    Entries.of(Present.of(entry.partitionKey()), entry.explicitHashKey(), Present.of(entry.data())));
        }
        List<PutOutcome> outcomes = writer.put(name, entries);
        int failed = (int)
                outcomes.stream().filter(PutOutcome.Refused.class::isInstance).count();
        return new Response(failed, outcomes.stream().map(PutRecords::result).toList(), Encryption.NONE);
    }

    private static Result result(PutOutcome outcome) {
        return switch (outcome) {
            case PutOutcome.Accepted(var shard, var number) ->
                new Result(number.toString(), shard.toString(), null, null);
            case PutOutcome.Refused(var reason, String message) -> new Result(null, null, reason.errorCode(), message);
        };
    }
}
