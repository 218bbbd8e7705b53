package dev.freshet.app;

import dev.freshet.app.attach.AttachService;
import dev.freshet.app.attach.AttachedClusters;
import dev.freshet.app.attach.Attachments;
import dev.freshet.app.configuration.Configuration;
import dev.freshet.app.configuration.DataStreamConfig.Limits;
import dev.freshet.app.configuration.DatabaseConfig.DatabasePort;
import dev.freshet.app.home.Home;
import dev.freshet.app.home.RootAccessKey;
import dev.freshet.app.skip.SkipTransaction;
import dev.freshet.app.status.Status;
import dev.freshet.app.tls.EndpointCertificate;
import dev.freshet.app.tls.TlsListener;
import dev.freshet.app.wiring.CdcPipelines;
import dev.freshet.app.wiring.ClusterDatabases;
import dev.freshet.app.wiring.Failures;
import dev.freshet.app.wiring.ListeningPorts;
import dev.freshet.app.wiring.LiveStatus;
import dev.freshet.app.wiring.Meanwhile;
import dev.freshet.app.wiring.Opened;
import dev.freshet.app.wiring.StatusPage;
import dev.freshet.app.wiring.TargetChecks;
import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.CatalogAddress;
import dev.freshet.cluster.DatabaseServers;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PortChoice;
import dev.freshet.cluster.Ports;
import dev.freshet.cluster.PostgresBinaries;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerName;
import dev.freshet.cluster.ServerSettings;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.DsqlService;
import dev.freshet.dsql.Quotas;
import dev.freshet.dsql.store.CatalogDsqlStore;
import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.http.GatewayServer;
import dev.freshet.identity.IdentityServices;
import dev.freshet.identity.RootKey;
import dev.freshet.identity.store.IamSchema;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import dev.freshet.kinesis.store.CatalogDataStreamStore;
import dev.freshet.pipeline.CatalogCheckpointStore;
import dev.freshet.pipeline.Failpoints;
import dev.freshet.pipeline.PipelineConfig;
import dev.freshet.pipeline.RunningPipelines;
import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Joins the modules into one program. {@link #open} is its table of contents; closing goes from its end to its start. */
public final class Freshet implements RunningFreshet {
    static final String LOOPBACK = "127.0.0.1";

    /** Nobody connects to the catalog's server but Freshet, so any port does. */
    private static final PortChoice CATALOG_PORT = PortChoice.firstFreeFrom(15_432);

    private final Opened opened = new Opened();
    private final InstantSource clock = InstantSource.system();
    private final SecureRandom random = new SecureRandom();
    private final Configuration configuration;
    private final Home home;
    private final LiveStatus status;

    private Freshet(Configuration configuration, RootAccessKey rootAccessKey) {
        this.configuration = configuration;
        this.home = new Home(configuration.home().folder());
        try {
            this.status = open(rootAccessKey);
        } catch (IOException | RuntimeException | InterruptedException e) {
            opened.closeAfter(e);
            throw Failures.ofStart(e, configuration);
        }
    }

    /** @see FreshetStarter#start */
    public static RunningFreshet start(Configuration configuration, RootAccessKey rootAccessKey) {
        return new Freshet(configuration, rootAccessKey);
    }

    private static KinesisSettings kinesisSettings(Limits limits) {
        return switch (limits) {
            case ON -> KinesisSettings.defaults();
            case OFF -> KinesisSettings.defaults().withoutLimits();
        };
    }

    private LiveStatus open(RootAccessKey rootAccessKey) throws IOException, InterruptedException {
        ListeningPorts.requireFree(configuration);
        Meanwhile<SSLContext> certificate = opened.keep(
                Meanwhile.begin("certificate", () -> EndpointCertificate.findOrCreate(home, clock, random)));
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(home.binariesFolder());
        Ports ports = new Ports();
        Catalog catalog = openCatalog(binaries, ports);

        RocksRecordLog records = opened.keep(new RocksRecordLog(home.recordsFolder(), RocksSettings.defaults(), clock));
        Kinesis kinesis = opened.keep(Kinesis.open(
                new dev.freshet.kinesis.datastream.Home(
                        configuration.account().id(), configuration.account().region()),
                new CatalogDataStreamStore(catalog),
                records,
                clock,
                kinesisSettings(configuration.dataStreams().limits())));
        IdentityServices identity = IdentityServices.open(
                catalog,
                new RootKey(configuration.account().id(), rootAccessKey.id(), rootAccessKey.secret()),
                clock,
                random);

        CatalogDsqlStore dsqlStore = new CatalogDsqlStore(catalog);
        Attachments attachments = new Attachments(home);
        AttachedClusters attached = opened.keep(new AttachedClusters(attachments));
        ClusterDatabases databases = openDatabases(binaries, ports, dsqlStore, attached);
        DsqlNames names = new DsqlNames(
                configuration.account().region(), configuration.account().id());
        CatalogCheckpointStore checkpoints = new CatalogCheckpointStore(catalog);
        CdcPipelines pipelines = new CdcPipelines(
                opened.keep(new RunningPipelines(checkpoints, PipelineConfig.DEFAULT, Failpoints.NONE, clock, random)),
                checkpoints,
                databases,
                identity.serviceRoles(),
                identity.identities(),
                kinesis,
                names,
                home.spillFolder(),
                clock);
        DsqlService dsql = opened.keep(new DsqlService(
                dsqlStore,
                databases,
                pipelines,
                new TargetChecks(identity.serviceRoles(), kinesis.dataStreams()),
                names,
                Quotas.DEFAULT,
                clock,
                random));
        Meanwhile<ClusterId> defaultCluster = opened.keep(Meanwhile.begin("default-cluster", dsql::start));

        Gateway gateway = new Gateway(
                Stream.concat(
                                identity.services().stream(),
                                Stream.of(
                                        kinesis.service(),
                                        dsql.service(),
                                        AttachService.of(
                                                dsql,
                                                attached,
                                                attachments,
                                                new SkipTransaction(dsql, pipelines),
                                                random)))
                        .toList(),
                identity.identities(),
                identity.identities(),
                configuration.account().region(),
                clock,
                random);
        StatusPage page = new StatusPage();
        ClusterId ready = defaultCluster.result();
        GatewayServer server = opened.keep(
                GatewayServer.open(LOOPBACK, configuration.endpoint().port(), gateway, page));
        SSLContext shown = certificate.result();
        GatewayServer tlsServer = opened.keep(TlsListener.open(
                configuration.endpoint().tlsPort(),
                port -> GatewayServer.openTls(LOOPBACK, port, gateway, page, shown)));
        LiveStatus live = new LiveStatus(
                configuration,
                URI.create("http://" + LOOPBACK + ":" + server.port()),
                new Status.Tls(URI.create("https://localhost:" + tlsServer.port()), home.authorityFile()),
                ready,
                dsql,
                databases,
                pipelines,
                kinesis.dataStreams());
        page.show(live);
        return live;
    }

    private Catalog openCatalog(PostgresBinaries binaries, Ports ports) {
        PostgresServer server = opened.keep(PostgresServer.open(new PostgresServer.Spec(
                new ServerName("catalog"),
                home.catalogFolder(),
                binaries,
                ServerSettings.ofCatalog(),
                CATALOG_PORT,
                ports,
                random,
                clock)));
        Login login = server.credentials().freshet();
        Catalog catalog = opened.keep(Catalog.open(
                new CatalogAddress(server.start().jdbcUrl(PostgresServer.DATABASE), login.user(), login.password())));
        catalog.migrate(List.of(
                CatalogDataStreamStore.MIGRATIONS,
                IamSchema.MIGRATIONS,
                CatalogDsqlStore.MIGRATIONS,
                CatalogCheckpointStore.MIGRATIONS));
        return catalog;
    }

    private ClusterDatabases openDatabases(
            PostgresBinaries binaries, Ports ports, CatalogDsqlStore dsqlStore, AttachedClusters attached)
            throws IOException {
        PortChoice port = switch (configuration.database().port()) {
            case DatabasePort.Exactly(int exactly) -> PortChoice.exactly(exactly);
            case DatabasePort.FirstFreeFrom(int first) -> PortChoice.firstFreeFrom(first);
        };
        PortChoice otherPorts =
                PortChoice.firstFreeFrom(configuration.database().port().port());
        long diskBytes = Files.getFileStore(home.folder()).getTotalSpace();
        DatabaseServers servers = opened.keep(new DatabaseServers(
                home.clustersFolder(),
                binaries,
                ServerSettings.ofCluster(ServerSettings.slotKeepBytes(diskBytes)),
                otherPorts,
                ports,
                random,
                clock));
        return new ClusterDatabases(
                servers,
                attached,
                port,
                otherPorts,
                cluster -> CdcPipelines.slots(cluster, dsqlStore),
                DsqlService.defaultCluster(dsqlStore));
    }

    @Override
    public Status status() {
        return status.now();
    }

    @Override
    public void close() {
        opened.close();
    }
}
