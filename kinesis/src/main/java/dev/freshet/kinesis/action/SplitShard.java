package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.HashKey;
import dev.freshet.kinesis.datastream.KinesisErrors;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SplitShard.html">SplitShard</a>.
 */
public final class SplitShard extends DataStreamAction<SplitShard.Request, NoOutput> {
    private final DataStreams dataStreams;
    private final Capacity capacity;

    public SplitShard(DataStreams dataStreams, Capacity capacity) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.capacity = capacity;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String shardToSplit,

            @Required @Pattern(Shapes.HASH_KEY) @Nullable String newStartingHashKey,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        String key = Present.of(request.newStartingHashKey());
        HashKey newStart = HashKey.parse(key)
                .orElseThrow(() -> KinesisErrors.invalidArgument("NewStartingHashKey " + key
                        + " is not a hash key: it must be less than 340282366920938463463374607431768211456."));
        capacity.split(name, Present.of(request.shardToSplit()), newStart);
        return NoOutput.NO_OUTPUT;
    }
}
