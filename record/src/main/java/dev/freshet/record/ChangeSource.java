package dev.freshet.record;

/**
 * The block {@code source}: where and when the change was committed. The identifiers are plain text, for AWS's own
 * examples have some that no cluster makes.
 *
 * @param version of the envelope's format, such as {@code 1.0}
 * @param commitTimeNanos the order of transactions ({@code ts_ns}), Unix time
 * @param transactionId the same in all records of a transaction ({@code txId})
 */
public record ChangeSource(
        String version,
        long commitTimeNanos,
        String transactionId,
        String schema,
        String table,
        String database,
        String cluster) {
    void appendTo(JsonBuffer json) {
        json.append(",\"source\":{\"version\":").appendString(version);
        json.append(",\"ts_ms\":").append(commitTimeNanos / 1_000_000);
        json.append(",\"ts_ns\":").append(commitTimeNanos);
        json.append(",\"txId\":").appendString(transactionId);
        json.append(",\"schema\":").appendString(schema);
        json.append(",\"table\":").appendString(table);
        json.append(",\"db\":").appendString(database);
        json.append(",\"cluster\":").appendString(cluster).append('}');
    }
}
