package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * All servers below one folder, each in a folder with its name. Every operation may be repeated after it was cut short.
 *
 * <p>Thread-safe; two servers may be started, stopped and deleted side by side. The caller takes care that nobody creates a
 * server while another deletes it.
 */
public final class DatabaseServers implements AutoCloseable {
    private final Path folder;
    private final PostgresBinaries binaries;
    private final ServerSettings settings;
    private final PortChoice defaultPort;
    private final Ports ports;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Map<ServerName, PostgresServer> opened = new ConcurrentHashMap<>();

    /**
     * Looks what servers there are; none is started. What a deletion that was cut short left is removed.
     *
     * @param settings of every server here
     * @param defaultPort for servers that are not given another
     * @param ports shared by all servers of this Freshet
     * @param random makes passwords: a {@link java.security.SecureRandom} outside of tests
     */
    public DatabaseServers(
            Path folder,
            PostgresBinaries binaries,
            ServerSettings settings,
            PortChoice defaultPort,
            Ports ports,
            RandomGenerator random,
            InstantSource clock) {
        this.folder = folder;
        this.binaries = binaries;
        this.settings = settings;
        this.defaultPort = defaultPort;
        this.ports = ports;
        this.random = random;
        this.clock = clock;
        finishDeletions();
        for (ServerName name : list()) {
            ServerFolder.rememberedPort(pathOf(name)).ifPresent(port -> ports.note(port, name));
        }
    }

    /** Makes the server where it is missing and starts it; returns when it takes connections. */
    public PostgresServer create(ServerName name) {
        return create(name, defaultPort);
    }

    /** The same on another port; the choice holds until this object is closed. */
    public PostgresServer create(ServerName name, PortChoice port) {
        PostgresServer server = opened.computeIfAbsent(name, _ -> PostgresServer.open(spec(name, port)));
        server.start();
        return server;
    }

    /** Starts a server that exists; never makes an empty one in its place ({@link Kind#NO_SUCH_SERVER}). */
    public PostgresServer start(ServerName name) {
        return start(name, defaultPort);
    }

    /** The same on another port; the choice holds until this object is closed. */
    public PostgresServer start(ServerName name, PortChoice port) {
        PostgresServer server = opened.computeIfAbsent(name, _ -> PostgresServer.openExisting(spec(name, port)));
        server.start();
        return server;
    }

    /** Stops the server, also one that outlived its Freshet; its data stay. */
    public void stop(ServerName name) {
        if (ServerFolder.holdsServer(pathOf(name))) {
            existing(name).stop();
        }
    }

    /** Stops the server and deletes everything of it; one that is gone already is no fault. */
    public void delete(ServerName name) {
        if (ServerFolder.holdsServer(pathOf(name))) {
            existing(name).delete();
        }
        opened.remove(name);
    }

    /** The server, if this object has opened it: its state, address and credentials. */
    public Optional<PostgresServer> find(ServerName name) {
        return Optional.ofNullable(opened.get(name));
    }

    /** All servers that were made here and not deleted, whether they run or not. */
    public SortedSet<ServerName> list() {
        SortedSet<ServerName> names = new TreeSet<>();
        for (Path entry : entries("*")) {
            if (!entry.getFileName().toString().startsWith(".") && ServerFolder.holdsServer(entry)) {
                names.add(new ServerName(entry.getFileName().toString()));
            }
        }
        return names;
    }

    /** Stops all servers, side by side, and gives their folders free. Fails with the first failure, the others attached. */
    @Override
    public void close() {
        List<Future<?>> closing = new ArrayList<>();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("stop-server-", 0).factory())) {
            opened.values().forEach(server -> closing.add(threads.submit(server::close)));
        }
        opened.clear();
        throwFailures(closing);
    }

    private static void throwFailures(List<Future<?>> ended) {
        ClusterException failure = null;
        for (Future<?> future : ended) {
            if (future.state() != Future.State.FAILED) {
                continue;
            }
            if (failure == null) {
                failure = new ClusterException(
                        Kind.STOP_FAILED,
                        "Not every server stopped: " + future.exceptionNow().getMessage());
            }
            failure.addSuppressed(future.exceptionNow());
        }
        if (failure != null) {
            throw failure;
        }
    }

    private PostgresServer existing(ServerName name) {
        return opened.computeIfAbsent(name, _ -> PostgresServer.openExisting(spec(name, defaultPort)));
    }

    private PostgresServer.Spec spec(ServerName name, PortChoice port) {
        return new PostgresServer.Spec(name, pathOf(name), binaries, settings, port, ports, random, clock);
    }

    private Path pathOf(ServerName name) {
        return folder.resolve(name.value());
    }

    private void finishDeletions() {
        try {
            for (Path left : entries(ServerFolder.DELETED_PREFIX + "*")) {
                Folders.delete(left);
            }
        } catch (IOException e) {
            throw new ClusterException(Kind.FOLDER_UNUSABLE, folder + " cannot be used: " + e, e);
        }
    }

    private List<Path> entries(String pattern) {
        List<Path> entries = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return entries;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(entries::add);
        } catch (IOException e) {
            throw new ClusterException(Kind.FOLDER_UNUSABLE, folder + " cannot be read: " + e, e);
        }
        return entries;
    }
}
