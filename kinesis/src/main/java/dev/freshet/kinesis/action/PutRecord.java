package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.PutEntry;
import dev.freshet.kinesis.datastream.PutOutcome;
import dev.freshet.kinesis.datastream.RecordWriter;
import dev.freshet.kinesis.datastream.SequenceNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html">PutRecord</a>.
 *
 * <p>Numbers of one shard always increase, so SequenceNumberForOrdering is checked and otherwise needs no work.
 */
public final class PutRecord extends DataStreamAction<PutRecord.Request, PutRecord.Response> {
    private final DataStreams dataStreams;
    private final RecordWriter writer;

    public PutRecord(DataStreams dataStreams, RecordWriter writer) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.writer = writer;
    }

    /** Members in AWS's order. */
    @SuppressWarnings("ArrayRecordComponent") // A blob member.
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @Length(max = Shapes.DATA_BYTES_MAX) byte @Nullable [] data,

            @Required @Length(min = 1, max = Shapes.PARTITION_KEY_MAX) @Nullable
            String partitionKey,

            @Pattern(Shapes.HASH_KEY) @Nullable String explicitHashKey,
            @Pattern(Shapes.SEQUENCE_NUMBER) @Nullable String sequenceNumberForOrdering,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** Where the record came to stand. */
    public record Response(String shardId, String sequenceNumber, String encryptionType) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        checkOrdering(request.sequenceNumberForOrdering(), name);
        PutEntry entry =
                Entries.of(Present.of(request.partitionKey()), request.explicitHashKey(), Present.of(request.data()));
        PutOutcome outcome = writer.put(name, List.of(entry)).getFirst();
        return switch (outcome) {
            case PutOutcome.Accepted(var shard, var number) ->
                new Response(shard.toString(), number.toString(), Encryption.NONE);
            case PutOutcome.Refused(var reason, String message) ->
                throw switch (reason) {
                    case THROTTLED -> KinesisErrors.throughputExceeded(message);
                    case INTERNAL_FAILURE -> KinesisErrors.internalFailure();
                };
        };
    }

    /** A number of a time to come was given to no record, unless the clock was set back since. */
    private void checkOrdering(@Nullable String number, DataStreamName name) {
        if (number != null
                && !number.equals("0")
                && SequenceNumber.parse(number)
                        .filter(parsed -> !parsed.time().isAfter(dataStreams.now()) || writer.gave(name, parsed))
                        .isEmpty()) {
            throw KinesisErrors.invalidArgument("ExclusiveMinimumSequenceNumber " + number
                    + " used in PutRecord on stream " + name + " under account "
                    + dataStreams.home().account() + " is invalid.");
        }
    }
}
