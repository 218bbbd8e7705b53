package dev.freshet.dsql;

import dev.freshet.dsql.actions.CreateCluster;
import dev.freshet.dsql.actions.CreateStream;
import dev.freshet.dsql.actions.DeleteCluster;
import dev.freshet.dsql.actions.DeleteStream;
import dev.freshet.dsql.actions.GetCluster;
import dev.freshet.dsql.actions.GetStream;
import dev.freshet.dsql.actions.GetVpcEndpointServiceName;
import dev.freshet.dsql.actions.ListClusters;
import dev.freshet.dsql.actions.ListStreams;
import dev.freshet.dsql.actions.ListTagsForResource;
import dev.freshet.dsql.actions.Permissions;
import dev.freshet.dsql.actions.TagResource;
import dev.freshet.dsql.actions.UntagResource;
import dev.freshet.dsql.actions.UpdateCluster;
import dev.freshet.dsql.store.DsqlState;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.record.ClusterId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The dsql service: its actions for the gateway, and the lives of clusters and CDC streams behind them. */
public final class DsqlService implements AutoCloseable {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final DsqlStore store;
    private final BackgroundSteps steps;
    private final CdcStreams cdcStreams;
    private final Clusters clusters;
    private final Service service;

    public DsqlService(
            DsqlStore store,
            Databases databases,
            Pipelines pipelines,
            Targets targets,
            DsqlNames names,
            Quotas quotas,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.steps = new BackgroundSteps(PAUSE_AFTER_FAILURE);
        this.cdcStreams = new CdcStreams(store, pipelines, steps, quotas, clock, random);
        this.clusters = new Clusters(store, databases, cdcStreams, steps, names, quotas, clock, random);
        ClientTokens tokens = new ClientTokens(store, clock);
        Permissions permissions = new Permissions(store, names);
        this.service = new Service(
                "dsql",
                new WireProtocol.RestJson(),
                new DsqlWording(),
                List.of(
                        new CreateCluster(clusters, tokens, names, permissions),
                        new GetCluster(store, names, permissions),
                        new ListClusters(store, names),
                        new UpdateCluster(clusters, tokens, names, permissions),
                        new DeleteCluster(clusters, tokens, names, permissions),
                        new CreateStream(store, cdcStreams, targets, tokens, names, permissions),
                        new GetStream(store, names, permissions),
                        new ListStreams(store, names, permissions),
                        new DeleteStream(cdcStreams, tokens, names, permissions),
                        new TagResource(store, names, quotas, permissions),
                        new UntagResource(store, names, permissions),
                        new ListTagsForResource(store, names, permissions),
                        new GetVpcEndpointServiceName(store, names, permissions)));
    }

    public Service service() {
        return service;
    }

    /** The oldest cluster of Freshet's own that can be used: the default one. Empty when the first is yet to be made. */
    public static Optional<ClusterId> defaultCluster(DsqlStore store) {
        return store.read(DsqlService::oldestUsable).map(Cluster::id);
    }

    private static Optional<Cluster> oldestUsable(DsqlState state) {
        return state.clusters().stream().filter(DsqlService::mayBeDefault).findFirst();
    }

    /**
     * Takes up every life where it stood, and makes a first cluster when there is none. Returns the oldest cluster once
     * it is ACTIVE and its server answers; the others follow in the background.
     *
     * @throws RuntimeException of {@link Databases} when that cluster's server could not be made or started; a first
     *     cluster then stays in CREATING, and the next start tries again
     */
    public ClusterId start() throws InterruptedException {
        ClusterId first = store.change(state -> oldestUsable(state)
                        .orElseGet(() -> clusters.create(state, true, new Tags(Map.of("Name", "default")))))
                .id();
        for (Cluster cluster : clusters()) {
            if (!cluster.id().equals(first)) {
                clusters.pursue(cluster.id());
            }
        }
        clusters.open(first);
        return first;
    }

    /** A start waits for the default cluster's server, so it is one of Freshet's own. */
    private static boolean mayBeDefault(Cluster cluster) {
        return cluster.kind() == ClusterKind.OWNED
                && (cluster.state() instanceof ClusterState.Active || cluster.state() instanceof ClusterState.Creating);
    }

    /**
     * Makes a cluster of somebody else's server, which {@link Databases} knows under this identifier; returns when it can
     * be used.
     *
     * @throws RuntimeException of {@link Databases} when it cannot; there is no such cluster then
     */
    public void attach(ClusterId id, String name) throws InterruptedException {
        clusters.attach(id, new Tags(Map.of("Name", name)));
    }

    /** Deletes an attached cluster and its CDC streams, in the background; its server keeps its data. May be repeated. */
    public void detach(ClusterId id) {
        clusters.detach(id);
    }

    /** Oldest first. */
    public List<Cluster> clusters() {
        return store.read(DsqlState::clusters);
    }

    /** Oldest cluster first, and within it the oldest CDC stream. */
    public List<CdcStream> cdcStreams() {
        return store.read(state -> state.clusters().stream()
                .flatMap(cluster -> state.cdcStreams(cluster.id()).stream())
                .toList());
    }

    /** Ends the background steps; pipelines and servers are closed by whoever opened them. */
    @Override
    public void close() {
        steps.close();
    }
}
