package dev.freshet.bench.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of its own, removed when closed. */
public record WorkFolder(Path path) implements AutoCloseable {
    /** @param parent on the disk to be measured */
    public static WorkFolder in(Path parent) {
        try {
            Files.createDirectories(parent);
            return new WorkFolder(Files.createTempDirectory(parent, "freshet-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made in " + parent, e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : innermostFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Removing " + folder, e);
        }
    }
}
