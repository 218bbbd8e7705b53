package dev.freshet.kinesis.log;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
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
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB opened the way the log needs it, with every native object that belongs to it. The owner sees to it that no
 * call is under way when it closes: native code does not check.
 *
 * <p>Batches of 4 KiB and more go to blob files: they are written twice (the write-ahead log and the blob file) and
 * never again by compaction, which then moves keys alone. RocksDB's own garbage collection of blob files stays off: it
 * copies the oldest quarter on every compaction (measured: two fifths of all work), and records expire in the order
 * they came, so whole files become garbage by themselves.
 *
 * <p>Both ways to the disk avoid what costs most. A write-ahead log is written over an old one where there is one: the
 * sync then has no growth of a file to record (half of its time on ext4). Blob files and tables are written past the
 * page cache, where the folder's file system can do that, for a copy into fresh pages was most of the work of writing
 * them (in all a quarter more records a second over HTTP, two thirds more in process).
 *
 * <p>All data streams share one RocksDB, which by its own rules refuses to open, or all writes, when it meets one damaged
 * table. So damage is met by {@link Checks#TOLERANT}: only what lies in the damaged file cannot be read, and nearly all
 * records lie in blob files; a damaged table, which holds keys and small batches, hides its neighbours' keys too. RocksDB
 * then also goes on after a failed write, whose torn record would hide all later ones from recovery; the store itself refuses
 * every write after one that failed.
 */
final class RocksStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);
    private static final byte[] FORMAT_1 = "1".getBytes(StandardCharsets.US_ASCII);
    private static final long BLOB_BYTES_MIN = 4096;
    /** Old write-ahead logs, each as large as a write buffer, that wait to be written over. */
    private static final long RECYCLED_LOGS = 2;

    private static final long INFO_LOG_BYTES = 1024 * 1024;

    /**
     * Opening replays the write-ahead log, which may fill each of the write buffers and flush them. Appends leave as much,
     * so that trims and compaction, which make room, have some.
     */
    private static final long ROOM_IN_WRITE_BUFFERS = 4;

    /** Tables of level 0 at which RocksDB stops writes. */
    private static final int STOPPING_TABLES = 36;

    private static final Duration STALL_MAX = Duration.ofSeconds(60);
    private static final Duration STALL_LOOK = Duration.ofNanos(500_000);

    private final Path folder;
    private final RocksSettings settings;
    private final List<AbstractNativeReference> natives = new ArrayList<>();
    private final RocksDB db;
    private final ReadOptions read;
    private final WriteOptions durable;
    /** Written under this object's lock. */
    private volatile @Nullable RocksDBException failedWrite;

    /** What is done about a file that does not hold what was written. */
    enum Checks {
        /** Opening fails, and so does every write once a background job has met the file. */
        STRICT,
        /** Reading from it fails. */
        TOLERANT
    }

    /** Makes what is not there yet; opens also what is damaged, as far as that can be. */
    static RocksStore open(Path folder, RocksSettings settings) {
        try {
            Files.createDirectories(data(folder));
        } catch (IOException e) {
            throw new RecordLogException(
                    RecordLogException.Kind.UNAVAILABLE, "The record log's folder " + folder + " cannot be made", e);
        }
        return open(folder, settings, true);
    }

    /**
     * Opens what was open before, and never makes it anew: a disk that is gone may come back.
     *
     * @param damaged whether a damaged file is known already
     */
    static RocksStore reopen(Path folder, RocksSettings settings, boolean damaged) {
        return damaged ? new RocksStore(folder, settings, Checks.TOLERANT, false) : open(folder, settings, false);
    }

    private static RocksStore open(Path folder, RocksSettings settings, boolean make) {
        try {
            return new RocksStore(folder, settings, Checks.STRICT, make);
        } catch (RecordLogException e) {
            if (e.kind() != RecordLogException.Kind.DAMAGED) {
                throw e;
            }
            RocksStore damaged = new RocksStore(folder, settings, Checks.TOLERANT, make);
            LOG.error("Records in a damaged file cannot be read any more: {}", e.getMessage());
            return damaged;
        }
    }

    private RocksStore(Path folder, RocksSettings settings, Checks checks, boolean make) {
        this.folder = folder;
        this.settings = settings;
        RocksLibrary.load(folder.resolve("native"));
        read = keep(new ReadOptions());
        durable = keep(new WriteOptions().setSync(true).setNoSlowdown(true));
        try {
            Path data = data(folder);
            db = RocksDB.open(options(checks, writesPastPageCache(data)).setCreateIfMissing(make), data.toString());
        } catch (IOException e) {
            closeNatives();
            throw new RecordLogException(
                    RecordLogException.Kind.UNAVAILABLE, "The record log's folder " + folder + " takes no writes", e);
        } catch (RocksDBException e) {
            closeNatives();
            throw RocksFailures.during("opening the record log in " + folder, e);
        }
        try {
            checkFormat();
        } catch (RecordLogException e) {
            boolean unreadable = checks == Checks.TOLERANT && e.kind() == RecordLogException.Kind.DAMAGED;
            if (!unreadable) {
                close();
                throw e;
            }
        }
    }

    private static Path data(Path folder) {
        return folder.resolve("data");
    }

    /** RocksDB does not open where it is told to and cannot. */
    private static boolean writesPastPageCache(Path data) throws IOException {
        Path trial = data.resolve("page-cache.trial");
        try (FileChannel _ = FileChannel.open(trial, CREATE, WRITE, ExtendedOpenOption.DIRECT)) {
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            return false;
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    private Options options(Checks checks, boolean pastPageCache) {
        Cache cache = keep(new LRUCache(settings.blockCacheBytes()));
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setBlockSize(16 * 1024);
        return keep(new Options())
                .setParanoidChecks(checks == Checks.STRICT)
                .setWriteBufferSize(settings.writeBufferBytes())
                .setMaxWriteBufferNumber(3)
                .setMaxOpenFiles(settings.openFiles())
                .setMaxBackgroundJobs(2)
                // Stops alone, no slowdowns: a write that is tried again while RocksDB delays it is delayed ever
                // longer.
                .setLevel0StopWritesTrigger(STOPPING_TABLES)
                .setLevel0SlowdownWritesTrigger(STOPPING_TABLES)
                .setSoftPendingCompactionBytesLimit(0)
                // An append was answered only when its part of this log was synced, so a torn end was never answered.
                .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                .setRecycleLogFileNum(RECYCLED_LOGS)
                .setUseDirectIoForFlushAndCompaction(pastPageCache)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setMaxLogFileSize(INFO_LOG_BYTES)
                .setKeepLogFileNum(2)
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setEnableBlobFiles(true)
                .setMinBlobSize(BLOB_BYTES_MIN);
    }

    private void checkFormat() {
        byte[] format = get(RocksKeys.FORMAT);
        if (format == null) {
            try (WriteBatch first = new WriteBatch()) {
                first.put(RocksKeys.FORMAT, FORMAT_1);
                write(first);
            } catch (RocksDBException e) {
                throw RocksFailures.during("making the record log in " + folder, e);
            }
        } else if (!Arrays.equals(format, FORMAT_1)) {
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

    /**
     * Returns when the batch is durable.
     *
     * @throws RecordLogException when the disk is full, or does not take for a long time what was written before; the
     *     batch is not written then
     */
    synchronized void write(WriteBatch batch) throws RocksDBException {
        RocksDBException failed = failedWrite;
        if (failed != null) {
            throw failed;
        }
        long deadlineNanos = System.nanoTime() + STALL_MAX.toNanos();
        boolean interrupted = false;
        while (!writeUnlessStalled(batch)) {
            requireRoom(folder, settings);
            if (System.nanoTime() > deadlineNanos) {
                throw new RecordLogException(
                        RecordLogException.Kind.UNAVAILABLE,
                        "The disk under " + folder + " has not taken what was written before for " + STALL_MAX);
            }
            LockSupport.parkNanos(STALL_LOOK.toNanos());
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether every write fails until the log is opened again. */
    boolean hasFailed() {
        return failedWrite != null;
    }

    /**
     * RocksDB stops writes while its write buffers are full and not flushed yet. It would wait by itself, but for ever
     * when the disk is full: as long as it hopes to recover from a flush that failed, it tells waiting writers nothing.
     */
    private boolean writeUnlessStalled(WriteBatch batch) throws RocksDBException {
        try {
            db.write(durable, batch);
            return true;
        } catch (RocksDBException e) {
            if (e.getStatus() != null && e.getStatus().getCode() == Status.Code.Incomplete) {
                return false;
            }
            failedWrite = e;
            throw e;
        }
    }

    /** @throws RecordLogException when the disk has too little room for appends, and for a log that is opened */
    static void requireRoom(Path folder, RocksSettings settings) {
        // Not by FileStore, which reads the table of mounts each time.
        File disk = folder.toFile();
        long roomBytes = disk.getUsableSpace();
        long neededBytes = ROOM_IN_WRITE_BUFFERS * settings.writeBufferBytes();
        // A file system without a size, ramfs for example, says that it has no room either.
        if (roomBytes < neededBytes && disk.getTotalSpace() > 0) {
            throw new RecordLogException(
                    RecordLogException.Kind.DISK_FULL,
                    "The disk under " + folder + " is full: appends go on once it has " + neededBytes
                            + " bytes of room, it has " + roomBytes);
        }
    }

    /** @throws RecordLogException when the folder takes no file, so that a log that was closed would not open again */
    static void requireWritable(Path folder) {
        Path trial = data(folder).resolve("writable.trial");
        try {
            Files.write(trial, new byte[1], CREATE, WRITE, SYNC);
            Files.delete(trial);
        } catch (IOException e) {
            throw new RecordLogException(
                    RecordLogException.Kind.UNAVAILABLE,
                    "The record log's folder " + folder + " takes no writes; see the system's log for the disk",
                    e);
        }
    }

    /** Files that nothing in the range needs any more are gone afterwards, unless a reader holds them. */
    void compact(RocksKeys.KeyRange range) {
        try {
            db.compactRange(range.start(), range.end());
            // When RocksDB compacts the range by its own rules just then, what it would delete is still held by this
            // call and stays until the next flush, which may never come. Enabling deletions, enabled or not, looks
            // for such files.
            db.enableFileDeletions();
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
