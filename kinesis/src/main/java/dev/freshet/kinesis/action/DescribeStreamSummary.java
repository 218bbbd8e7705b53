package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a
 * href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html">DescribeStreamSummary</a>.
 */
public final class DescribeStreamSummary
        extends DataStreamAction<DescribeStreamSummary.Request, DescribeStreamSummary.Response> {
    private final DataStreams dataStreams;

    public DescribeStreamSummary(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** The answer. */
    public record Response(StreamDescriptionSummary streamDescriptionSummary) {}

    /** The data stream without its shards. */
    public record StreamDescriptionSummary(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            int retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<EnhancedMonitoring> enhancedMonitoring,
            String encryptionType,
            int openShardCount,
            int consumerCount,
            @Nullable WarmThroughput warmThroughput,
            int maxRecordSizeInKiB) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        DataStream dataStream = dataStreams.describe(name);
        return new Response(new StreamDescriptionSummary(
                name.value(),
                dataStreams.home().arn(name),
                dataStream.status().name(),
                StreamModeDetails.of(dataStream.settings().mode()),
                dataStream.settings().retentionHours(),
                dataStream.created(),
                EnhancedMonitoring.of(dataStream.settings().shardMetrics()),
                Encryption.NONE,
                dataStream.openShards().size(),
                dataStream.consumers().size(),
                WarmThroughput.of(dataStream.settings()),
                dataStream.settings().maxRecordKib()));
    }
}
