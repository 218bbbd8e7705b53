package dev.freshet.bench.stage;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.CatalogAddress;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PortChoice;
import dev.freshet.cluster.Ports;
import dev.freshet.cluster.PostgresBinaries;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerName;
import dev.freshet.cluster.ServerSettings;
import dev.freshet.kinesis.store.CatalogDataStreamStore;
import dev.freshet.pipeline.CatalogCheckpointStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/** A cluster's server and the catalog's, as Freshet runs them, on loopback. */
public final class BenchServers implements AutoCloseable {
    private static final PortChoice PORTS = PortChoice.firstFreeFrom(35_432);
    private static final long KEEP_LOG_BYTES = 64L << 30;

    private final Ports ports = new Ports();
    private final PostgresServer cluster;
    private final PostgresServer catalogServer;
    private final Catalog catalog;
    private final DatabaseAddress address;

    /** Servers are processes of their own: a measurement that is ended by a signal must not leave them behind. */
    private final Thread stop = new Thread(this::stopServers, "stop-servers");

    public BenchServers(Path folder) {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(folder.resolve("binaries"));
        // Checkpoints of the server would fall into some measurements and not into others.
        ServerSettings settings = ServerSettings.ofCluster(KEEP_LOG_BYTES)
                .with("max_wal_size", "32GB")
                .with("checkpoint_timeout", "1d")
                .with("autovacuum", "off");
        this.cluster = open("cluster", folder, binaries, settings);
        this.catalogServer = open("catalog", folder, binaries, ServerSettings.ofCatalog());
        Login login = cluster.credentials().freshet();
        this.address = new DatabaseAddress(
                cluster.start().host(),
                cluster.address().port(),
                PostgresServer.DATABASE,
                login.user(),
                login.password());
        Login catalogLogin = catalogServer.credentials().freshet();
        this.catalog = Catalog.open(new CatalogAddress(
                catalogServer.start().jdbcUrl(PostgresServer.DATABASE), catalogLogin.user(), catalogLogin.password()));
        Runtime.getRuntime().addShutdownHook(stop);
        catalog.migrate(List.of(CatalogCheckpointStore.MIGRATIONS, CatalogDataStreamStore.MIGRATIONS));
    }

    private PostgresServer open(String name, Path folder, PostgresBinaries binaries, ServerSettings settings) {
        return PostgresServer.open(new PostgresServer.Spec(
                new ServerName(name),
                folder.resolve(name),
                binaries,
                settings,
                PORTS,
                ports,
                new SecureRandom(),
                InstantSource.system()));
    }

    /** The cluster's database, as superuser. */
    public DatabaseAddress database() {
        return address;
    }

    public Catalog catalog() {
        return catalog;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(stop);
        catalog.close();
        stopServers();
    }

    private void stopServers() {
        catalogServer.close();
        cluster.close();
    }
}
