package dev.freshet.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real PostgreSQL for tests: one server per test JVM, a database of its own for each who asks.
 *
 * <pre>
 * TestDatabase database = TestPostgres.shared().freshDatabase();
 * try (Connection connection = database.connect(database.admin())) { ... }
 * </pre>
 *
 * The server is configured as a user's cluster is (logical log, slots), but does not sync to disk. It ends with the JVM; one
 * that a killed JVM left behind is removed by the next. A test that stops, kills or configures a server takes one of its
 * own by {@link #freshServer}.
 */
public final class TestPostgres {
    /**
     * PostgreSQL's ports in tests: away from 5432, which the machine's own may have, and apart from those of other test
     * JVMs, for one of them could take the port of a server that died and is to come back on it.
     */
    private static final int FIRST_PORT =
            20_000 + 16 * (int) (ProcessHandle.current().pid() % 700);

    private static final long SLOT_KEEP_BYTES = 1024L * 1024 * 1024;

    private final PostgresServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private TestPostgres(PostgresServer server) {
        this.server = server;
    }

    /** The server of this JVM. */
    public static TestPostgres shared() {
        return Shared.INSTANCE;
    }

    /** Unpacked once per machine and version. */
    public static PostgresBinaries binaries() {
        return Binaries.INSTANCE;
    }

    /**
     * An older PostgreSQL, 14 to 17, unpacked once per machine and version. The build puts their jars into
     * {@code cluster/target/postgres}; {@code test} with {@code --also-make} has done so for every module's tests.
     */
    public static PostgresBinaries binaries(int majorVersion) {
        return locked(() -> OlderBinaries.unpackedIn(folder().resolve("postgres"), majorVersion));
    }

    /** A server of the test's own, not yet made: {@code start} makes and starts it in about a second. */
    public static PostgresServer freshServer(Path folder) {
        return PostgresServer.open(spec(folder, settings(), binaries()));
    }

    /**
     * A server of the test's own in a folder that is empty or was given before, not yet started. It is a copy of one that
     * was made once, which saves most of a second; all copies have the same passwords and system identifier.
     */
    public static PostgresServer copiedServer(Path folder) {
        return copiedServer(folder, settings());
    }

    /** The same with other settings. */
    public static PostgresServer copiedServer(Path folder, ServerSettings settings) {
        try {
            if (!Files.exists(folder.resolve("credentials.json"))) {
                TestFolders.copy(Template.INSTANCE, folder);
            }
            return PostgresServer.open(spec(folder, settings, binaries()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@link #freshServer} opens, for a test that changes a part. */
    public static PostgresServer.Spec spec(Path folder, ServerSettings settings, PostgresBinaries binaries) {
        return new PostgresServer.Spec(
                new ServerName("test"),
                folder,
                binaries,
                settings,
                PortChoice.firstFreeFrom(FIRST_PORT),
                JvmPorts.INSTANCE,
                new SecureRandom(),
                InstantSource.system());
    }

    /** A cluster's settings without syncing. */
    public static ServerSettings settings() {
        return ServerSettings.ofCluster(SLOT_KEEP_BYTES)
                .with("fsync", "off")
                .with("full_page_writes", "off")
                .with("max_connections", "200")
                .with("max_replication_slots", "100")
                .with("max_wal_senders", "100");
    }

    public ServerAddress address() {
        return server.address();
    }

    public Login superuser() {
        return server.credentials().freshet();
    }

    /** An empty database, prepared as a cluster's {@code postgres} is: {@code admin} owns schema public. */
    public TestDatabase freshDatabase() {
        String name = "test_" + databases.incrementAndGet();
        TestDatabase database = new TestDatabase(
                server.address(), name, superuser(), server.credentials().admin());
        TestDatabase maintenance =
                new TestDatabase(server.address(), PostgresServer.DATABASE, superuser(), database.admin());
        maintenance.execute("CREATE DATABASE " + name);
        try (Connection connection = database.connect(superuser());
                Statement statement = connection.createStatement()) {
            ServerPreparation.giveDatabase(statement, name, database.admin());
        } catch (SQLException e) {
            throw new IllegalStateException("Database " + name + " cannot be prepared", e);
        }
        return database;
    }

    private static Path folder() {
        return Path.of(System.getProperty("java.io.tmpdir"), "freshet-tests-" + System.getProperty("user.name"));
    }

    /** Apart from the shared server, which a test that only opens servers of its own does not need. */
    private static final class JvmPorts {
        private static final Ports INSTANCE = new Ports();
    }

    /** Made when first asked for. */
    private static final class Binaries {
        private static final PostgresBinaries INSTANCE = unpack();

        private static PostgresBinaries unpack() {
            return locked(() -> PostgresBinaries.unpackedIn(folder().resolve("postgres")));
        }
    }

    /** Made when first asked for, once per machine and version. */
    private static final class Template {
        private static final Path INSTANCE = make(binaries());

        /** The binaries come first: they are unpacked under the same lock. */
        private static Path make(PostgresBinaries binaries) {
            return locked(() -> makeUnlessThere(folder().resolve("template-" + binaries.version())));
        }

        private static Path makeUnlessThere(Path template) throws IOException {
            if (!Files.exists(template)) {
                Path fresh = Files.createTempDirectory(folder(), "making-template-");
                try (PostgresServer server = freshServer(fresh)) {
                    server.start();
                }
                Files.move(fresh, template, StandardCopyOption.ATOMIC_MOVE);
            }
            return template;
        }
    }

    /** The modules' test JVMs may run side by side, and what they share takes seconds to make. */
    private static <T> T locked(Callable<T> work) {
        try {
            Folders.createPrivate(folder());
            try (FileChannel file = FileChannel.open(
                            folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                return work.call();
            }
        } catch (Exception e) {
            throw new IllegalStateException("PostgreSQL cannot be made ready for tests", e);
        }
    }

    /** Made when first asked for. */
    private static final class Shared {
        private static final TestPostgres INSTANCE = start(Template.INSTANCE);

        private static TestPostgres start(Path template) {
            Path servers = folder().resolve("servers");
            PostgresServer server = locked(() -> takeFolder(servers, template));
            Runtime.getRuntime().addShutdownHook(new Thread(server::delete, "stop-shared-postgres"));
            server.start();
            return new TestPostgres(server);
        }

        /** Under the lock, for another JVM that begins would take a folder that nobody holds yet for a leftover. */
        private static PostgresServer takeFolder(Path servers, Path template) throws IOException {
            Folders.createPrivate(servers);
            removeLeftovers(servers);
            Path own = Files.createTempDirectory(servers, "shared-");
            TestFolders.copy(template, own);
            return freshServer(own);
        }

        private static void removeLeftovers(Path servers) throws IOException {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(servers)) {
                for (Path folder : left) {
                    removeUnlessInUse(folder);
                }
            }
        }

        private static void removeUnlessInUse(Path folder) {
            try {
                freshServer(folder).delete();
            } catch (ClusterException e) {
                switch (e.kind()) {
                    case FOLDER_IN_USE -> {}
                    // Its JVM was killed while it copied: nothing ran there yet.
                    case FOLDER_UNUSABLE -> deleteHalf(folder);
                    default -> throw e;
                }
            }
        }

        private static void deleteHalf(Path folder) {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
