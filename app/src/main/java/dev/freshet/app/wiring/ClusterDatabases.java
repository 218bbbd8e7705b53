package dev.freshet.app.wiring;

import dev.freshet.app.attach.AttachedClusters;
import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.SlotName;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.cluster.DatabaseServers;
import dev.freshet.cluster.Login;
import dev.freshet.cluster.PortChoice;
import dev.freshet.cluster.PostgresServer;
import dev.freshet.cluster.ServerAddress;
import dev.freshet.cluster.ServerName;
import dev.freshet.cluster.ServerState;
import dev.freshet.dsql.Databases;
import dev.freshet.pipeline.CaptureLog;
import dev.freshet.record.ClusterId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * dsql's databases, prepared for capture: for each cluster a server of Freshet's own, or the attached one of others. The
 * default cluster gets the port that was configured, every other one of Freshet's own the next that is free.
 */
public final class ClusterDatabases implements Databases {
    private final DatabaseServers servers;
    private final AttachedClusters attached;
    private final PortChoice defaultClustersPort;
    private final PortChoice otherClustersPort;
    private final Function<ClusterId, Set<SlotName>> slotsInUse;
    private final AtomicReference<@Nullable ClusterId> defaultCluster;

    /**
     * @param slotsInUse which of Freshet's slots on a cluster's server belong to a CDC stream
     * @param defaultCluster empty where the first cluster is yet to be made: it is the default one then
     */
    public ClusterDatabases(
            DatabaseServers servers,
            AttachedClusters attached,
            PortChoice defaultClustersPort,
            PortChoice otherClustersPort,
            Function<ClusterId, Set<SlotName>> slotsInUse,
            Optional<ClusterId> defaultCluster) {
        this.servers = servers;
        this.attached = attached;
        this.defaultClustersPort = defaultClustersPort;
        this.otherClustersPort = otherClustersPort;
        this.slotsInUse = slotsInUse;
        this.defaultCluster = new AtomicReference<>(defaultCluster.orElse(null));
    }

    @Override
    public void create(ClusterId cluster) throws InterruptedException {
        if (attached.find(cluster).isPresent()) {
            attached.open(cluster);
            return;
        }
        defaultCluster.compareAndSet(null, cluster);
        prepare(servers.create(name(cluster), portOf(cluster)));
    }

    @Override
    public void start(ClusterId cluster) throws InterruptedException {
        if (attached.find(cluster).isPresent()) {
            attached.open(cluster);
        } else {
            prepare(servers.start(name(cluster), portOf(cluster)));
        }
        // What a crash left between a slot and its CDC stream would keep the log for ever.
        CaptureLog.dropOrphans(forCapture(cluster), slotsInUse.apply(cluster));
    }

    private static void prepare(PostgresServer server) {
        new OwnedDatabase(superuserOf(server)).prepare();
    }

    private PortChoice portOf(ClusterId cluster) {
        return cluster.equals(defaultCluster.get()) ? defaultClustersPort : otherClustersPort;
    }

    @Override
    public void delete(ClusterId cluster) throws InterruptedException {
        if (attached.find(cluster).isPresent()) {
            CaptureLog.dropOrphans(forCapture(cluster), Set.of());
            attached.delete(cluster);
        } else {
            servers.delete(name(cluster));
        }
    }

    /** How the cluster stands whose server is somebody else's; empty for the others. */
    Optional<AttachedClusters.View> attached(ClusterId cluster) {
        return attached.view(cluster);
    }

    /** Where the cluster's server listens, if it does. */
    public Optional<ServerAddress> address(ClusterId cluster) {
        return servers.find(name(cluster))
                .filter(server -> server.state() instanceof ServerState.Running)
                .map(PostgresServer::address);
    }

    /** How capture reaches the cluster's database, also while its server is restarting. */
    DatabaseAddress forCapture(ClusterId cluster) {
        return attached.address(cluster).orElseGet(() -> ownAddress(cluster));
    }

    private DatabaseAddress ownAddress(ClusterId cluster) {
        PostgresServer server = servers.find(name(cluster))
                .orElseThrow(() -> new IllegalStateException("Cluster " + cluster + " has no server"));
        return superuserOf(server);
    }

    private static DatabaseAddress superuserOf(PostgresServer server) {
        ServerAddress address = server.address();
        Login freshet = server.credentials().freshet();
        return new DatabaseAddress(
                address.host(), address.port(), PostgresServer.DATABASE, freshet.user(), freshet.password());
    }

    private static ServerName name(ClusterId cluster) {
        return new ServerName(cluster.value());
    }
}
