package dev.freshet.kinesis.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB opened the way the log needs it, with every native object that belongs to it. The owner sees to it that no
 * call is under way when it closes: native code does not check.
 *
 * <p>Batches of 4 KiB and more go to blob files: they are written twice (the write-ahead log and the blob file) and
 * never again by compaction, which then moves keys alone. RocksDB's own garbage collection of blob files stays off: it
 * copies the oldest quarter on every compaction (measured: two fifths of all work), and records expire in the order
 * they came, so whole files become garbage by themselves.
 */
final class RocksStore implements AutoCloseable {
    private static final byte[] FORMAT_1 = "1".getBytes(StandardCharsets.US_ASCII);
    private static final long BLOB_BYTES_MIN = 4096;
    private static final long INFO_LOG_BYTES = 1024 * 1024;

    private final List<AbstractNativeReference> natives = new ArrayList<>();
    private final RocksDB db;
    private final ReadOptions read;
    private final WriteOptions durable;

    RocksStore(Path folder, RocksSettings settings) {
        RocksLibrary.load(folder.resolve("native"));
        read = keep(new ReadOptions());
        durable = keep(new WriteOptions().setSync(true));
        try {
            Path data = Files.createDirectories(folder.resolve("data"));
            db = RocksDB.open(options(settings), data.toString());
        } catch (IOException e) {
            closeNatives();
            throw new RecordLogException(
                    RecordLogException.Kind.UNAVAILABLE, "The record log's folder " + folder + " cannot be made", e);
        } catch (RocksDBException e) {
            closeNatives();
            throw RocksFailures.during("opening the record log in " + folder, e);
        }
        checkFormat(folder);
    }

    private Options options(RocksSettings settings) {
        Cache cache = keep(new LRUCache(settings.blockCacheBytes()));
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setBlockSize(16 * 1024);
        return keep(new Options())
                .setCreateIfMissing(true)
                .setWriteBufferSize(settings.writeBufferBytes())
                .setMaxWriteBufferNumber(3)
                .setMaxOpenFiles(settings.openFiles())
                .setMaxBackgroundJobs(2)
                // An append was answered only when its part of this log was synced, so a torn end was never answered.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(2)
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_BYTES_MIN);
    }

    private void checkFormat(Path folder) {
        byte[] format = get(RocksKeys.FORMAT);
        if (format == null) {
            try (WriteBatch first = new WriteBatch()) {
                first.put(RocksKeys.FORMAT, FORMAT_1);
                write(first);
            } catch (RocksDBException e) {
                close();
                throw RocksFailures.during("making the record log in " + folder, e);
            }
        } else if (!Arrays.equals(format, FORMAT_1)) {
            close();
            throw new RecordLogException(
                    RecordLogException.Kind.UNAVAILABLE,
                    "The record log in " + folder + " has format " + new String(format, StandardCharsets.US_ASCII)
                            + ", but this version reads format 1: start the version that wrote it");
        }
    }

    byte @Nullable [] get(byte[] key) {
        try {
            return db.get(read, key);
        } catch (RocksDBException e) {
            throw RocksFailures.during("reading the record log", e);
        }
    }

    /** The caller closes it. */
    RocksIterator iterator() {
        return db.newIterator(read);
    }

    /** Returns when the batch is durable. */
    void write(WriteBatch batch) throws RocksDBException {
        db.write(durable, batch);
    }

    void compact(RocksKeys.KeyRange range) {
        try {
            db.compactRange(range.start(), range.end());
        } catch (RocksDBException e) {
            throw RocksFailures.during("giving back the record log's disk space", e);
        }
    }

    @Override
    public void close() {
        db.close();
        closeNatives();
    }

    private <T extends AbstractNativeReference> T keep(T object) {
        natives.add(object);
        return object;
    }

    private void closeNatives() {
        natives.reversed().forEach(AbstractNativeReference::close);
    }
}
