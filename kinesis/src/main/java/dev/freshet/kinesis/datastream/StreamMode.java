package dev.freshet.kinesis.datastream;

/** How a data stream's capacity is chosen. The names are those on the wire. */
public enum StreamMode {
    /** The caller says how many shards. */
    PROVISIONED,
    /** The service adds shards as traffic grows. */
    ON_DEMAND
}
