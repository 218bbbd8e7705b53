package dev.freshet.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the death of a process would leave of an open log's folder: all files as they are at one instant.
 *
 * <p>Nobody appends while the copy is made, but RocksDB compacts and deletes files in the background. Its tables never
 * change and its manifest only grows, so a copy between two equal listings is one of a single instant; any other is
 * thrown away and made again.
 */
final class DiskImage {
    private DiskImage() {}

    static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            while (!copied(from, to)) {
                deleteFiles(to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean copied(Path from, Path to) throws IOException {
        try {
            Map<String, Long> listing = sizesByName(from);
            for (String name : listing.keySet()) {
                Files.copy(from.resolve(name), to.resolve(name));
            }
            return listing.equals(sizesByName(from));
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
    }

    private static Map<String, Long> sizesByName(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                sizes.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return sizes;
    }

    private static void deleteFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
