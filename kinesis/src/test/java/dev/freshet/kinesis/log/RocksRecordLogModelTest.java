package dev.freshet.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

class RocksRecordLogModelTest extends RecordLogModel {
    @Override
    protected Engine start(AdjustableClock clock) {
        return new RocksEngine(clock);
    }

    private static final class RocksEngine implements Engine {
        private static final RocksSettings SETTINGS = new RocksSettings(1024 * 1024, 0, 32);

        private final AdjustableClock clock;
        private final Path folder;
        private int crashes;
        private RecordLog log;

        RocksEngine(AdjustableClock clock) {
            this.clock = clock;
            try {
                this.folder = Files.createTempDirectory("record-log-model");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.log = open();
        }

        private RecordLog open() {
            return new RocksRecordLog(folder.resolve("log" + crashes), SETTINGS, clock);
        }

        @Override
        public RecordLog log() {
            return log;
        }

        @Override
        public void restart() {
            log.close();
            log = open();
        }

        @Override
        public void crash() {
            RecordLog crashed = log;
            Path data = folder.resolve("log" + crashes + "/data");
            crashes++;
            DiskImage.copy(data, folder.resolve("log" + crashes + "/data"));
            log = open();
            crashed.close();
        }

        @Override
        public void close() {
            log.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
