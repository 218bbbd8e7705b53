package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html">UpdateShardCount</a>.
 */
public final class UpdateShardCount extends DataStreamAction<UpdateShardCount.Request, UpdateShardCount.Response> {
    private final DataStreams dataStreams;
    private final Capacity capacity;

    public UpdateShardCount(DataStreams dataStreams, Capacity capacity) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.capacity = capacity;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @Range(min = 1) @Nullable Integer targetShardCount,
            @Required @OneOf(ScalingType.class) @Nullable String scalingType,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** AWS's name. */
    enum ScalingType {
        UNIFORM_SCALING
    }

    /** How many open shards there were, and will be. */
    public record Response(String streamName, int currentShardCount, int targetShardCount, String streamARN) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        int target = Present.of(request.targetShardCount());
        int before = capacity.scale(name, target);
        return new Response(name.value(), before, target, dataStreams.home().arn(name));
    }
}
