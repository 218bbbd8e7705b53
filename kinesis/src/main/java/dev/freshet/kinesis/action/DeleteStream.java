package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import org.jspecify.annotations.Nullable;

/** <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html">DeleteStream</a>. */
public final class DeleteStream extends DataStreamAction<DeleteStream.Request, NoOutput> {
    private final DataStreams dataStreams;

    public DeleteStream(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Nullable Boolean enforceConsumerDeletion,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        dataStreams.delete(name, Boolean.TRUE.equals(request.enforceConsumerDeletion()));
        return NoOutput.NO_OUTPUT;
    }
}
