package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * One server's folder, held by this object alone until {@link #close}:
 *
 * <pre>
 * server.lock        locked while a Freshet owns the server
 * credentials.json   the passwords, mode 0600, made once
 * server.json        what is remembered between starts: the port, and whether the roles are made
 * data/              PostgreSQL's data directory; it exists only when initdb is through
 * server.log         what PostgreSQL says, and server.log.1 what it said before
 * </pre>
 */
final class ServerFolder implements AutoCloseable {
    /** What the folder of a server that is being deleted begins with; no server's name does. */
    static final String DELETED_PREFIX = ".deleted-";

    private static final String PORT = "port";
    private static final String PREPARED = "prepared";

    private final Path path;
    private final FileChannel lockFile;

    private ServerFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Takes the folder, making it if need be. */
    static ServerFolder take(Path path) {
        try {
            Folders.createPrivate(path);
            Path real = path.toRealPath();
            checkShellCanQuote(real);
            return new ServerFolder(real, lock(real));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    Path path() {
        return path;
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** The passwords: those of the first start ever, when they are made. */
    ServerCredentials credentials(RandomGenerator random) {
        try {
            Optional<ServerCredentials> kept = readCredentials(path);
            if (kept.isPresent()) {
                return kept.get();
            }
            if (Files.exists(data())) {
                throw new ClusterException(
                        Kind.FOLDER_UNUSABLE,
                        path + " has a data directory but no credentials.json, so nobody can connect as its superuser."
                                + " Put the file back, or move the folder away to begin anew.");
            }
            ServerCredentials made = ServerCredentials.random(random);
            Folders.writePrivate(
                    credentialsFile(path),
                    FlatJson.write(Map.of(
                            ServerCredentials.SUPERUSER, made.freshet().password(),
                            ServerCredentials.ADMIN, made.admin().password())));
            return made;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** The passwords kept in a server's folder, for a program that does not own the server. */
    static Optional<ServerCredentials> readCredentials(Path path) throws IOException {
        if (!Files.exists(credentialsFile(path))) {
            return Optional.empty();
        }
        Map<String, String> members = FlatJson.read(Files.readString(credentialsFile(path)));
        return Optional.of(new ServerCredentials(
                new Login(ServerCredentials.SUPERUSER, members.getOrDefault(ServerCredentials.SUPERUSER, "")),
                new Login(ServerCredentials.ADMIN, members.getOrDefault(ServerCredentials.ADMIN, ""))));
    }

    OptionalInt rememberedPort() {
        return rememberedPort(path);
    }

    static OptionalInt rememberedPort(Path path) {
        String port = readState(path).get(PORT);
        return port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port));
    }

    void rememberPort(int port) {
        remember(PORT, Integer.toString(port));
    }

    boolean isPrepared() {
        return readState(path).containsKey(PREPARED);
    }

    void rememberPrepared() {
        remember(PREPARED, "true");
    }

    /** Whether a server was made in the folder, or begun to be. */
    static boolean holdsServer(Path path) {
        return Files.exists(credentialsFile(path));
    }

    /**
     * Deletes the folder while it is still held. First it gets a name under which nobody looks for a server, so that half
     * of a server is never found.
     */
    void delete() {
        try {
            Path deleted = path.resolveSibling(DELETED_PREFIX + path.getFileName());
            Folders.delete(deleted);
            Files.move(path, deleted, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(deleted);
        } catch (IOException e) {
            throw new ClusterException(Kind.FOLDER_UNUSABLE, path + " cannot be deleted: " + e, e);
        }
    }

    /** Gives the folder free for another owner. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private void remember(String name, String value) {
        Map<String, String> state = new LinkedHashMap<>(readState(path));
        if (value.equals(state.put(name, value))) {
            return;
        }
        try {
            Folders.writePrivate(path.resolve("server.json"), FlatJson.write(state));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static Map<String, String> readState(Path path) {
        Path file = path.resolve("server.json");
        try {
            return Files.exists(file) ? FlatJson.read(Files.readString(file)) : Map.of();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static Path credentialsFile(Path path) {
        return path.resolve("credentials.json");
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new ClusterException(
                    Kind.FOLDER_IN_USE, path + " is in use by another Freshet. Stop it, or choose another home.");
        }
        return file;
    }

    /** pg_ctl starts PostgreSQL by a shell command, in which it puts paths between double quotes as they are. */
    private static void checkShellCanQuote(Path path) {
        if (path.toString().chars().anyMatch(c -> "\"$`\\\n".indexOf(c) >= 0)) {
            throw new ClusterException(
                    Kind.FOLDER_UNUSABLE,
                    "PostgreSQL cannot start from " + path + ": its path has one of \" $ ` \\. Choose another home.");
        }
    }

    private static ClusterException unusable(Path path, IOException e) {
        return new ClusterException(Kind.FOLDER_UNUSABLE, path + " cannot be used: " + e, e);
    }
}
