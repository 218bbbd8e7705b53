package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamWarmThroughput.html">UpdateStreamWarmThroughput</a>.
 */
public final class UpdateStreamWarmThroughput
        extends DataStreamAction<UpdateStreamWarmThroughput.Request, UpdateStreamWarmThroughput.Response> {
    private final DataStreams dataStreams;
    private final Capacity capacity;

    public UpdateStreamWarmThroughput(DataStreams dataStreams, Capacity capacity) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.capacity = capacity;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId,

            @Required @Range(min = 0) @Nullable Integer warmThroughputMiBps)
            implements NamesDataStream {}

    /** The answer. */
    public record Response(String streamARN, String streamName, WarmThroughput warmThroughput) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        int mibps = Present.of(request.warmThroughputMiBps());
        capacity.warmUp(name, mibps);
        return new Response(dataStreams.home().arn(name), name.value(), new WarmThroughput(mibps, mibps));
    }
}
