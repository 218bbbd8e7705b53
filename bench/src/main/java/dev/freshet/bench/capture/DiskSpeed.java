package dev.freshet.bench.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What the disk takes when every megabyte is synced: the limit of anything durable on it. */
final class DiskSpeed {
    private static final int WRITE_BYTES = 1 << 20;
    private static final int WRITES = 256;

    private DiskSpeed() {}

    /** Bytes a second, written to one growing file with fdatasync after each megabyte. */
    static double measure(Path folder) throws IOException {
        byte[] bytes = new byte[WRITE_BYTES];
        new Random(1).nextBytes(bytes);
        try (FileChannel file = FileChannel.open(
                folder.resolve("disk-speed"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            long start = System.nanoTime();
            for (int i = 0; i < WRITES; i++) {
                file.write(ByteBuffer.wrap(bytes));
                file.force(false);
            }
            return (double) WRITES * WRITE_BYTES * 1e9 / (System.nanoTime() - start);
        }
    }
}
