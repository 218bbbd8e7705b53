package dev.freshet.kinesis.log;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * The program that {@link PageCacheTest} runs; it fills more than one write buffer, so that files are written too. Its disk
 * has no size, so it must not be taken for a full one while flushes are waited for.
 */
final class PageCacheProcess {
    private static final RocksSettings SETTINGS = new RocksSettings(1024 * 1024, 0, 32);
    private static final ReadLimit ALL = new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final LogShard SHARD = new LogShard(new UUID(7, 7), 0);
    private static final int RECORDS = 100;
    private static final int RECORD_BYTES = 100_000;

    private PageCacheProcess() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]).resolve("log");
        try (RecordLog log = new RocksRecordLog(folder, SETTINGS, InstantSource.system())) {
            for (int i = 0; i < RECORDS; i++) {
                NewRecord record = new NewRecord(new byte[] {1}, new byte[RECORD_BYTES]);
                log.append(List.of(new ShardBatch(SHARD, List.of(record))));
            }
            RocksStore.requireRoom(folder, SETTINGS);
        }
        try (RecordLog log = new RocksRecordLog(folder, SETTINGS, InstantSource.system())) {
            int kept = log.read(SHARD, 0, ALL).records().size();
            System.out.println(kept == RECORDS ? "kept" : kept + " of " + RECORDS + " records are there");
        }
    }
}
