package dev.freshet.kinesis.datastream;

import java.util.EnumSet;
import java.util.Set;

/** Metrics of enhanced monitoring, named as AWS names them. */
@SuppressWarnings("MemberName") // AWS's spelling.
public enum ShardMetric {
    IncomingBytes,
    IncomingRecords,
    OutgoingBytes,
    OutgoingRecords,
    WriteProvisionedThroughputExceeded,
    ReadProvisionedThroughputExceeded,
    IteratorAgeMilliseconds;

    public static Set<ShardMetric> all() {
        return EnumSet.allOf(ShardMetric.class);
    }
}
