package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.Capacity;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.StreamMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html">UpdateStreamMode</a>.
 */
public final class UpdateStreamMode extends DataStreamAction<UpdateStreamMode.Request, NoOutput> {
    private final DataStreams dataStreams;
    private final Capacity capacity;

    public UpdateStreamMode(DataStreams dataStreams, Capacity capacity) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.capacity = capacity;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId,

            @Required @Nullable StreamModeDetails streamModeDetails,
            @Range(min = 0) @Nullable Integer warmThroughputMiBps)
            implements NamesDataStreamByArn {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        StreamMode mode = StreamMode.valueOf(
                Present.of(Present.of(request.streamModeDetails()).streamMode()));
        capacity.switchMode(name, mode, Optional.ofNullable(request.warmThroughputMiBps()));
        return NoOutput.NO_OUTPUT;
    }
}
