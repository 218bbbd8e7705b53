package dev.freshet.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The project's own folder, in which the script lies and tests leave what they make. */
final class Project {
    private Project() {}

    static Path folder() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(folder.resolve("freshet"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "no project around " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    static Path script() {
        return folder().resolve("freshet");
    }

    /** A new folder below the build's, where a person can look at it after a failure. */
    static Path newFolder(String name) {
        try {
            Path parent = Files.createDirectories(folder().resolve("app/target/acceptance"));
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
