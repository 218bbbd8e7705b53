package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.ShardMetric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DisableEnhancedMonitoring.html">DisableEnhancedMonitoring</a>.
 *
 * IAM knows no resource for it, so policies must allow it on {@code *}.
 */
public final class DisableEnhancedMonitoring
        extends DataStreamAction<DisableEnhancedMonitoring.Request, MonitoringAnswer> {
    private final DataStreams dataStreams;

    public DisableEnhancedMonitoring(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @Length(min = 1, max = 7) @OneOf(MetricName.class) @Nullable
            List<String> shardLevelMetrics,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("kinesis:DisableEnhancedMonitoring", "*"));
    }

    @Override
    MonitoringAnswer handle(Request request, DataStreamName name) {
        Set<ShardMetric> named = MetricName.metrics(Present.of(request.shardLevelMetrics()));
        return MonitoringAnswer.changing(dataStreams, name, was -> {
            Set<ShardMetric> metrics = new java.util.HashSet<>(was);
            metrics.removeAll(named);
            return metrics;
        });
    }
}
