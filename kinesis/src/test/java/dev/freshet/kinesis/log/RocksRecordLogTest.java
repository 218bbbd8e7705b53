package dev.freshet.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class RocksRecordLogTest extends RecordLogContract {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    private final List<RecordLog> crashed = new ArrayList<>();

    @Override
    RecordLog open() {
        return new RocksRecordLog(folder.resolve("log"), RocksSettings.defaults(), clock);
    }

    /** A copy of the files as they are now is what a dead process leaves behind. */
    @Override
    RecordLog openAfterCrash(RecordLog log) {
        crashed.add(log);
        Path copy = folder.resolve("copy");
        copyFiles(folder.resolve("log"), copy);
        return new RocksRecordLog(copy, RocksSettings.defaults(), clock);
    }

    @AfterEach
    void closeCrashed() {
        crashed.forEach(RecordLog::close);
    }

    static void copyFiles(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
