package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.StreamSettings;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html">UpdateMaxRecordSize</a>.
 */
public final class UpdateMaxRecordSize extends DataStreamAction<UpdateMaxRecordSize.Request, NoOutput> {
    private final DataStreams dataStreams;

    public UpdateMaxRecordSize(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId,

            @Required @Range(min = StreamSettings.MAX_RECORD_KIB_MIN, max = StreamSettings.MAX_RECORD_KIB_MAX) @Nullable
            Integer maxRecordSizeInKiB)
            implements NamesDataStreamByArn {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        int kib = Present.of(request.maxRecordSizeInKiB());
        dataStreams.changeSettings(name, was -> was.withMaxRecordKib(kib));
        return NoOutput.NO_OUTPUT;
    }
}
