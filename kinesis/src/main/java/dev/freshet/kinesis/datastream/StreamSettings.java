package dev.freshet.kinesis.datastream;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What can be changed about a data stream beside its shards.
 *
 * @param maxRecordKib the largest record, data and partition key together
 * @param shardMetrics of enhanced monitoring
 * @param warmThroughputMibps the writing that an on-demand data stream is kept ready for, in MiB/s; 0 for none
 */
public record StreamSettings(
        StreamMode mode, int retentionHours, int maxRecordKib, Set<ShardMetric> shardMetrics, int warmThroughputMibps) {
    public static final int RETENTION_HOURS_MIN = 24;
    public static final int RETENTION_HOURS_MAX = 8760;
    public static final int MAX_RECORD_KIB_MIN = 1024;
    public static final int MAX_RECORD_KIB_MAX = 10_240;

    public StreamSettings {
        if (retentionHours < RETENTION_HOURS_MIN || retentionHours > RETENTION_HOURS_MAX) {
            throw new IllegalArgumentException("Records cannot be kept for " + retentionHours + " hours");
        }
        if (maxRecordKib < MAX_RECORD_KIB_MIN || maxRecordKib > MAX_RECORD_KIB_MAX) {
            throw new IllegalArgumentException("Records cannot be limited to " + maxRecordKib + " KiB");
        }
        shardMetrics = Collections.unmodifiableSet(
                shardMetrics.isEmpty() ? EnumSet.noneOf(ShardMetric.class) : EnumSet.copyOf(shardMetrics));
    }

    public int maxRecordBytes() {
        return maxRecordKib * 1024;
    }

    public StreamSettings withMode(StreamMode newMode) {
        return new StreamSettings(newMode, retentionHours, maxRecordKib, shardMetrics, warmThroughputMibps);
    }

    public StreamSettings withRetentionHours(int hours) {
        return new StreamSettings(mode, hours, maxRecordKib, shardMetrics, warmThroughputMibps);
    }

    public StreamSettings withMaxRecordKib(int kib) {
        return new StreamSettings(mode, retentionHours, kib, shardMetrics, warmThroughputMibps);
    }

    public StreamSettings withShardMetrics(Set<ShardMetric> metrics) {
        return new StreamSettings(mode, retentionHours, maxRecordKib, metrics, warmThroughputMibps);
    }

    public StreamSettings withWarmThroughputMibps(int mibps) {
        return new StreamSettings(mode, retentionHours, maxRecordKib, shardMetrics, mibps);
    }
}
