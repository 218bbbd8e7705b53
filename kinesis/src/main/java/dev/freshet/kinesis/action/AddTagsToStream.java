package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html">AddTagsToStream</a>.
 */
public final class AddTagsToStream extends DataStreamAction<AddTagsToStream.Request, NoOutput> {
    private final DataStreams dataStreams;

    public AddTagsToStream(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required
            @Length(min = 1, max = Shapes.TAGS_MAX)
            @Each(min = 1, max = Shapes.TAG_KEY_MAX)
            @EachValue(max = Shapes.TAG_VALUE_MAX)
            @Nullable
            Map<String, String> tags,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        dataStreams.changeAttachments(name, was -> was.withTags(was.tags().with(Present.of(request.tags()))));
        return NoOutput.NO_OUTPUT;
    }

    @Override
    Map<String, String> requestTags(Request request) {
        return Present.of(request.tags());
    }
}
