package dev.freshet.kinesis.datastream;

/** A data stream to be made. */
public record NewDataStream(
        DataStreamName name, StreamMode mode, int shardCount, int maxRecordKib, int warmThroughputMibps, Tags tags) {
    /** What AWS gives an on-demand data stream to begin with. */
    public static final int ON_DEMAND_SHARDS = 4;

    public NewDataStream {
        if (shardCount < 1) {
            throw new IllegalArgumentException("A data stream has at least one shard, but this has " + shardCount);
        }
    }

    StreamSettings settings() {
        return new StreamSettings(
                mode, StreamSettings.RETENTION_HOURS_MIN, maxRecordKib, java.util.Set.of(), warmThroughputMibps);
    }
}
