package dev.freshet.kinesis.limit;

/**
 * 1 MiB and 1,000 records a second into one shard. Of bytes one record's largest size can be saved up, so that a large
 * record passes when the shard was idle before: AWS tells of such a burst, not how it refills
 * (<a href="https://docs.aws.amazon.com/streams/latest/dev/large-records.html">Handle large records</a>). Thread-safe.
 */
public final class ShardWriteLimit {
    private static final long BYTES_PER_SECOND = 1024 * 1024;
    private static final long RECORDS_PER_SECOND = 1000;

    private final TokenBucket bytes;
    private final TokenBucket records;

    public ShardWriteLimit(long nowMillis) {
        this.bytes = new TokenBucket(BYTES_PER_SECOND, BYTES_PER_SECOND, nowMillis);
        this.records = new TokenBucket(RECORDS_PER_SECOND, RECORDS_PER_SECOND, nowMillis);
    }

    /** @param maxRecordBytes of the data stream */
    public synchronized boolean tryTake(int recordBytes, int maxRecordBytes, long nowMillis) {
        long burst = Math.max(BYTES_PER_SECOND, maxRecordBytes);
        if (!records.has(1, RECORDS_PER_SECOND, nowMillis) || !bytes.has(recordBytes, burst, nowMillis)) {
            return false;
        }
        records.take(1);
        bytes.take(recordBytes);
        return true;
    }
}
