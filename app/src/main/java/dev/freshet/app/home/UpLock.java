package dev.freshet.app.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The right to work in a home, held from before the first step of starting until after the last of stopping. It is a
 * lock of the operating system, which releases it however the process ends. The locked file names its holder for
 * those who want to stop it; it is never deleted, because a lock on a deleted file would keep nobody out.
 */
public final class UpLock implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final FileChannel channel;

    private UpLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty when another Freshet holds it. */
    public static Optional<UpLock> take(Home home) throws IOException {
        FileChannel channel = FileChannel.open(
                home.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        String holder = MAPPER.writeValueAsString(ServerProcess.current()) + "\n";
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
        return Optional.of(new UpLock(channel));
    }

    /** Who holds the lock, as long as that process lives. Does not touch the lock, so that it disturbs nobody taking it. */
    public static Optional<ServerProcess> holder(Home home) throws IOException {
        try {
            String content = Files.readString(home.lockFile());
            ServerProcess holder = MAPPER.readValue(content, ServerProcess.class);
            return holder.find().map(_ -> holder);
        } catch (NoSuchFileException | JacksonException _) {
            // Never taken, or being taken at this moment.
            return Optional.empty();
        }
    }

    /** Closing the channel releases the lock. */
    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}
