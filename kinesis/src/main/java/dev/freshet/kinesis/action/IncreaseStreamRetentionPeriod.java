package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.Retention;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html">IncreaseStreamRetentionPeriod</a>.
 */
public final class IncreaseStreamRetentionPeriod
        extends DataStreamAction<IncreaseStreamRetentionPeriod.Request, NoOutput> {
    private final DataStreams dataStreams;
    private final Retention retention;

    public IncreaseStreamRetentionPeriod(DataStreams dataStreams, Retention retention) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.retention = retention;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @Nullable Integer retentionPeriodHours,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        int hours = RetentionPeriod.checked(Present.of(request.retentionPeriodHours()));
        retention.trim(name);
        dataStreams.updateSettings(name, was -> {
            if (hours <= was.retentionHours()) {
                throw KinesisErrors.invalidArgument("Requested retention period (" + hours + " hours) for stream "
                        + name + " can not be shorter than existing retention period (" + was.retentionHours()
                        + " hours). Use DecreaseRetentionPeriod API.");
            }
            return was.withRetentionHours(hours);
        });
        return NoOutput.NO_OUTPUT;
    }
}
