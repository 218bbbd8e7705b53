package dev.freshet.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file PostgreSQL's error output goes to. PostgreSQL appends and keeps it open, so the file stays and is emptied after
 * its content was copied; lines written between the two are lost, which a log may and a process of its own is not worth.
 */
record ServerLog(Path file, long maxBytes) {
    static final long DEFAULT_MAX_BYTES = 8 * 1024 * 1024;

    private static final int EXCERPT_MAX_BYTES = 8 * 1024;

    long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    /** What was written from that place on, at most its last 8 kB. */
    String since(long position) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(end - Math.min(position, end), EXCERPT_MAX_BYTES));
            long from = end - bytes.capacity();
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) > 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + file + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Keeps at most twice the bound: this file and the one before. */
    void bound() throws IOException {
        if (size() <= maxBytes) {
            return;
        }
        Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
