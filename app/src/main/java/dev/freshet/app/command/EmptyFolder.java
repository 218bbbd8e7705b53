package dev.freshet.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that goes with what was done in it. */
record EmptyFolder(Path path) implements AutoCloseable {
    static EmptyFolder create(String prefix) throws IOException {
        return new EmptyFolder(Files.createTempDirectory(prefix).toRealPath());
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> everything = Files.walk(path)) {
            deepestFirst = everything.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
