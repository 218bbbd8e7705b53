package dev.freshet.capture.writeset;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where large transactions go. Its files are deleted when they are opened (the system keeps what is open), so that
 * even a killed process leaves none; where a system cannot do that, {@link #clean} removes them at the next start.
 */
public record SpillFolder(Path path) {
    private static final String SUFFIX = ".spill";

    /** Removes what an earlier process may have left. */
    public void clean() throws IOException {
        Files.createDirectories(path);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    FileChannel newFile() throws IOException {
        Files.createDirectories(path);
        Path file = Files.createTempFile(path, "transaction-", SUFFIX);
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }
}
