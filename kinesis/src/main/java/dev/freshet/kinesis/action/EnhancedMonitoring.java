package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.ShardMetric;
import java.util.List;
import java.util.Set;

/** The shard metrics that are on, as descriptions of data streams answer them: always a list of one entry. */
record EnhancedMonitoring(List<String> shardLevelMetrics) {
    static List<EnhancedMonitoring> of(Set<ShardMetric> metrics) {
        return List.of(
                new EnhancedMonitoring(metrics.stream().map(ShardMetric::name).toList()));
    }
}
