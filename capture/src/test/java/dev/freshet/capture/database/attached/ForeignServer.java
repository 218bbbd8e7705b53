package dev.freshet.capture.database.attached;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PostgresBinaries;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerSettings;
import dev.freshet.cluster.TestDatabase;
import dev.freshet.cluster.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A server that nobody prepared for capture: databases as {@code CREATE DATABASE} makes them, and roles of all kinds. */
public final class ForeignServer implements AutoCloseable {
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql/15");

    private final Path folder;
    private final PostgresServer server;
    private final AtomicInteger databases = new AtomicInteger();

    private ForeignServer(Path folder, PostgresServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** What can be started on this machine: the embedded ones, and the distribution's where it is installed. */
    public static Stream<PostgresBinaries> versions() {
        Stream<PostgresBinaries> embedded = Stream.concat(
                Stream.of(14, 15, 16, 17).map(TestPostgres::binaries), Stream.of(TestPostgres.binaries()));
        if (Files.isExecutable(DEBIANS.resolve("bin/postgres"))) {
            return Stream.concat(embedded, Stream.of(new PostgresBinaries("15.debian", DEBIANS)));
        }
        System.out.println("There is no " + DEBIANS + ": the distribution's PostgreSQL 15 is not tested");
        return embedded;
    }

    public static ForeignServer start(PostgresBinaries binaries) {
        return start(binaries, TestPostgres.settings().with("max_slot_wal_keep_size", "4GB"));
    }

    public static ForeignServer start(PostgresBinaries binaries, ServerSettings settings) {
        try {
            Path folder = Files.createTempDirectory("freshet-foreign-");
            PostgresServer server = PostgresServer.open(TestPostgres.spec(folder, settings, binaries));
            server.start();
            return new ForeignServer(folder, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its owner is {@code admin}, an ordinary role. */
    public TestDatabase freshDatabase() {
        return freshDatabase("");
    }

    /** @param options of CREATE DATABASE */
    public TestDatabase freshDatabase(String options) {
        Login superuser = server.credentials().freshet();
        Login admin = server.credentials().admin();
        String name = "app_" + databases.incrementAndGet();
        new TestDatabase(server.address(), PostgresServer.DATABASE, superuser, admin)
                .execute("CREATE DATABASE " + name + " OWNER " + admin.user() + " " + options);
        TestDatabase database = new TestDatabase(server.address(), name, superuser, admin);
        database.execute("ALTER SCHEMA public OWNER TO " + admin.user());
        return database;
    }

    public static DatabaseAddress address(TestDatabase database, Login login) {
        return new DatabaseAddress(
                database.address().host(), database.address().port(), database.name(), login.user(), login.password());
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
