package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.ReadLimits;
import dev.freshet.kinesis.datastream.RecordReader;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.StartingPoint;
import dev.freshet.kinesis.token.ShardIterators;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html">GetShardIterator</a>.
 */
public final class GetShardIterator extends DataStreamAction<GetShardIterator.Request, GetShardIterator.Response> {
    private final DataStreams dataStreams;
    private final RecordReader reader;
    private final ShardIterators iterators;
    private final ReadLimits limits;

    public GetShardIterator(DataStreams dataStreams, RecordReader reader, ShardIterators iterators, ReadLimits limits) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.reader = reader;
        this.iterators = iterators;
        this.limits = limits;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String shardId,

            @Required @OneOf(StartingPosition.Type.class) @Nullable
            String shardIteratorType,

            @Pattern(Shapes.SEQUENCE_NUMBER) @Nullable String startingSequenceNumber,
            @Nullable Instant timestamp,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** The answer. */
    public record Response(String shardIterator) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        String shard = Present.of(request.shardId());
        ShardId shardId =
                ShardId.parse(shard).orElseThrow(() -> KinesisErrors.shardNotFound(shard, name, dataStreams.home()));
        StartingPoint start = StartingPosition.point(
                Present.of(request.shardIteratorType()), request.startingSequenceNumber(), request.timestamp());
        limits.admitIterator(name, shardId);
        return new Response(iterators.issue(reader.locate(name, shardId, start, name())));
    }
}
