package dev.freshet.kinesis.log;

import dev.freshet.kinesis.log.RecordLogException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The program that {@link FullDiskTest} runs on a small disk; it ends with an exception where a promise is broken. */
final class FullDiskProcess {
    private static final RocksSettings SETTINGS = new RocksSettings(1024 * 1024, 0, 32);
    private static final ReadLimit ALL = new ReadLimit(Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final int RECORD_BYTES = 100_000;
    /** What the disk has room for, several times over. */
    private static final int APPENDS_MAX = 2000;

    private static final LogShard SHARD = new LogShard(new UUID(7, 7), 0);

    private FullDiskProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path ballast = Files.write(disk.resolve("ballast"), new byte[10 * 1024 * 1024]);
        long answered;
        try (RecordLog log = new RocksRecordLog(disk.resolve("log"), SETTINGS, InstantSource.system())) {
            answered = fill(log);
            require(answered > 10, "some records fit, but only " + answered + " did");
            requireAllThere(log, answered);
            require(failure(log).equals(Optional.of(Kind.DISK_FULL)), "the disk stays full");
            requireAllThere(log, answered);

            Files.delete(ballast);
            for (int i = 0; i < 10; i++) {
                require(failure(log).isEmpty(), "there is room again");
                answered++;
            }
            requireAllThere(log, answered);
        }
        roomIsMadeByWhatExpires(disk.resolve("log"), answered);
        System.out.println("recovered");
    }

    /** Nobody else makes any. */
    private static void roomIsMadeByWhatExpires(Path folder, long before) {
        try (RecordLog log = new RocksRecordLog(folder, SETTINGS, InstantSource.system())) {
            requireAllThere(log, before);
            long answered = before + fill(log);
            log.trim(SHARD, answered - 1);
            log.reclaim();
            for (int i = 0; i < 10; i++) {
                require(failure(log).isEmpty(), "what has expired makes room");
            }
            require(log.read(SHARD, 0, ALL).records().size() == 11, "what has not expired stays");
        }
    }

    private static long fill(RecordLog log) {
        List<Kind> failures = new ArrayList<>();
        long answered = 0;
        while (failures.isEmpty() && answered < APPENDS_MAX) {
            failure(log).ifPresentOrElse(failures::add, () -> {});
            answered += failures.isEmpty() ? 1 : 0;
        }
        require(failures.equals(List.of(Kind.DISK_FULL)), "a full disk is called so, not " + failures);
        return answered;
    }

    /** Empty when the append went well. */
    private static Optional<Kind> failure(RecordLog log) {
        try {
            long next = log.extent(SHARD).end();
            byte[] data = new byte[RECORD_BYTES];
            data[0] = (byte) next;
            List<Appended> appended =
                    log.append(List.of(new ShardBatch(SHARD, List.of(new NewRecord(new byte[0], data)))));
            require(appended.getFirst().firstIndex() == next, "indexes go on at " + next + ": " + appended);
            return Optional.empty();
        } catch (RecordLogException e) {
            return Optional.of(e.kind());
        }
    }

    private static void requireAllThere(RecordLog log, long answered) {
        List<StoredRecord> records = log.read(SHARD, 0, ALL).records();
        require(records.size() == answered, answered + " records are there, not " + records.size());
        for (int i = 0; i < records.size(); i++) {
            require(records.get(i).data()[0] == (byte) i, "record " + i + " is itself");
        }
    }

    private static void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("Broken: " + promise);
        }
    }
}
