package dev.freshet.kinesis.log;

/**
 * How much memory the embedded engine may use; all of it lies outside the Java heap.
 *
 * @param writeBufferBytes of one write buffer; up to three exist while two are being flushed
 * @param blockCacheBytes for indexes and small batches read lately; large ones come from the system's page cache
 * @param openFiles how many files may stay open
 */
public record RocksSettings(long writeBufferBytes, long blockCacheBytes, int openFiles) {
    private static final long MIB = 1024 * 1024;

    public RocksSettings {
        if (writeBufferBytes < MIB || blockCacheBytes < 0 || openFiles < 32) {
            throw new IllegalArgumentException("The record log cannot work with write buffers of " + writeBufferBytes
                    + " bytes, a block cache of " + blockCacheBytes + " bytes and " + openFiles + " open files");
        }
    }

    public static RocksSettings defaults() {
        return new RocksSettings(16 * MIB, 8 * MIB, 512);
    }
}
