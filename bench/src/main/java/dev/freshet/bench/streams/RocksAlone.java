package dev.freshet.bench.streams;

import dev.freshet.bench.stage.WorkFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What the embedded engine stands on, and nothing else: as many bytes in as many values, with the same settings where
 * they matter, synced before the answer. Faster than this the engine cannot be.
 */
final class RocksAlone implements AutoCloseable {
    private static final long BLOB_BYTES_MIN = 4096;

    private final Path folder;
    private final Options options;
    private final WriteOptions durable = new WriteOptions().setSync(true);
    private final RocksDB database;
    private final AtomicLong next = new AtomicLong();

    RocksAlone(Path folder) throws IOException {
        RocksDB.loadLibrary();
        this.folder = Files.createDirectories(folder);
        this.options = new Options()
                .setCreateIfMissing(true)
                .setWriteBufferSize(16 * 1024 * 1024)
                .setMaxWriteBufferNumber(3)
                .setMaxBackgroundJobs(2)
                .setRecycleLogFileNum(2)
                .setUseDirectIoForFlushAndCompaction(true)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_BYTES_MIN);
        try {
            this.database = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("RocksDB does not open in " + folder, e);
        }
    }

    /** A call's records lie in one value a shard. */
    Server.Caller caller(int shards) {
        StringBuilder all = new StringBuilder();
        Batch.ofFullSize(System.nanoTime())
                .entries()
                .forEach(entry -> all.append(entry.partitionKey()).append(entry.text()));
        byte[] value = all.substring(0, all.length() / shards).getBytes(StandardCharsets.US_ASCII);
        return new Server.Caller() {
            @Override
            public int call() {
                put(shards, value);
                return Batch.RECORDS;
            }

            @Override
            public void close() {
                // There is nothing of its own.
            }
        };
    }

    private void put(int shards, byte[] value) {
        try (WriteBatch batch = new WriteBatch()) {
            long number = next.getAndIncrement();
            for (int shard = 0; shard < shards; shard++) {
                byte[] key = ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                        .putInt(shard)
                        .putLong(number)
                        .array();
                batch.put(key, value);
            }
            database.write(durable, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
        durable.close();
        options.close();
        WorkFolder.delete(folder);
    }
}
