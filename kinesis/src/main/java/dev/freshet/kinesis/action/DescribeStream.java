package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html">DescribeStream</a>. */
public final class DescribeStream extends DataStreamAction<DescribeStream.Request, DescribeStream.Response> {
    private static final int SHARDS_MAX = 100;

    private final DataStreams dataStreams;

    public DescribeStream(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Range(min = 1, max = Shapes.LIST_MAX) @Nullable Integer limit,

            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String exclusiveStartShardId,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** The answer. */
    public record Response(StreamDescription streamDescription) {}

    /** The data stream with a page of its shards. */
    public record StreamDescription(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            List<ShardDescription> shards,
            boolean hasMoreShards,
            int retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<EnhancedMonitoring> enhancedMonitoring,
            String encryptionType) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        DataStream dataStream = dataStreams.describe(name);
        ShardPage page = ShardPage.of(
                dataStream.shards(),
                ShardPage.startBehind(request.exclusiveStartShardId()),
                ShardPage.size(request.limit(), SHARDS_MAX));
        return new Response(describe(dataStream, page));
    }

    private StreamDescription describe(DataStream dataStream, ShardPage page) {
        return new StreamDescription(
                dataStream.name().value(),
                dataStreams.home().arn(dataStream.name()),
                dataStream.status().name(),
                StreamModeDetails.of(dataStream.settings().mode()),
                page.shards().stream().map(ShardDescription::of).toList(),
                page.hasMore(),
                dataStream.settings().retentionHours(),
                dataStream.created(),
                EnhancedMonitoring.of(dataStream.settings().shardMetrics()),
                Encryption.NONE);
    }
}
