package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.ShardMetric;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What enhanced monitoring is switched by: the name of a {@link ShardMetric}, or all of them. */
@SuppressWarnings("MemberName") // AWS's spelling.
enum MetricName {
    IncomingBytes,
    IncomingRecords,
    OutgoingBytes,
    OutgoingRecords,
    WriteProvisionedThroughputExceeded,
    ReadProvisionedThroughputExceeded,
    IteratorAgeMilliseconds,
    ALL;

    static Set<ShardMetric> metrics(List<String> names) {
        Set<ShardMetric> metrics = EnumSet.noneOf(ShardMetric.class);
        for (String name : names) {
            metrics.addAll(valueOf(name) == ALL ? ShardMetric.all() : Set.of(ShardMetric.valueOf(name)));
        }
        return metrics;
    }
}
