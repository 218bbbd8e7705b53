package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.ShardMetric;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What Enable- and DisableEnhancedMonitoring answer: the metrics before and after. */
record MonitoringAnswer(
        String streamName,
        List<String> currentShardLevelMetrics,
        List<String> desiredShardLevelMetrics,
        String streamARN) {
    /** Makes the change and answers it. */
    static MonitoringAnswer changing(
            DataStreams dataStreams, DataStreamName name, UnaryOperator<Set<ShardMetric>> change) {
        Set<ShardMetric> before = dataStreams.describe(name).settings().shardMetrics();
        DataStream after = dataStreams.changeSettings(
                name, settings -> settings.withShardMetrics(change.apply(settings.shardMetrics())));
        return new MonitoringAnswer(
                name.value(),
                names(before),
                names(after.settings().shardMetrics()),
                dataStreams.home().arn(name));
    }

    private static List<String> names(Set<ShardMetric> metrics) {
        return metrics.stream().map(ShardMetric::name).toList();
    }
}
