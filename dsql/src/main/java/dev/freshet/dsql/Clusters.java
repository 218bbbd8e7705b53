package dev.freshet.dsql;

import dev.freshet.dsql.ClusterState.Active;
import dev.freshet.dsql.ClusterState.Creating;
import dev.freshet.dsql.ClusterState.Deleting;
import dev.freshet.dsql.ClusterState.Failed;
import dev.freshet.dsql.store.DsqlState;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.record.ClusterId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules of a cluster's life. What changes the state does so within the caller's transaction; once that is durable,
 * {@link #pursue} carries out what the state asks for.
 */
public final class Clusters {
    private static final Logger LOG = LoggerFactory.getLogger(Clusters.class);

    private final DsqlStore store;
    private final Databases databases;
    private final CdcStreams cdcStreams;
    private final BackgroundSteps steps;
    private final DsqlNames names;
    private final Quotas quotas;
    private final InstantSource clock;
    private final RandomGenerator random;

    Clusters(
            DsqlStore store,
            Databases databases,
            CdcStreams cdcStreams,
            BackgroundSteps steps,
            DsqlNames names,
            Quotas quotas,
            InstantSource clock,
            RandomGenerator random) {
        this.store = store;
        this.databases = databases;
        this.cdcStreams = cdcStreams;
        this.steps = steps;
        this.names = names;
        this.quotas = quotas;
        this.clock = clock;
        this.random = random;
    }

    /** The cluster of that identifier, or the API's answer that there is none. */
    public static Cluster find(DsqlState state, String id) {
        return DsqlNames.clusterId(id).flatMap(state::cluster).orElseThrow(() -> DsqlErrors.noSuchCluster(id));
    }

    public Cluster create(DsqlState state, boolean deletionProtection, Tags tags) {
        return create(state, ClusterId.random(random), ClusterKind.OWNED, deletionProtection, tags);
    }

    private Cluster create(DsqlState state, ClusterId id, ClusterKind kind, boolean deletionProtection, Tags tags) {
        if (state.clusters().size() >= quotas.clusters()) {
            throw DsqlErrors.clusterLimit(names.account().value());
        }
        Cluster cluster = new Cluster(
                id, kind, new Creating(), clock.instant().truncatedTo(ChronoUnit.MILLIS), deletionProtection, tags);
        state.put(cluster);
        return cluster;
    }

    /**
     * Makes a cluster of somebody else's server; returns when it can be used.
     *
     * @throws RuntimeException of {@link Databases}; the cluster is then taken back
     */
    void attach(ClusterId id, Tags tags) throws InterruptedException {
        store.change(state -> create(state, id, ClusterKind.ATTACHED, true, tags));
        try {
            open(id);
        } catch (RuntimeException e) {
            detach(id);
            throw e;
        }
    }

    /** Takes an attached cluster back, with its CDC streams, in the background. */
    void detach(ClusterId id) {
        store.change(state -> {
            state.cdcStreams(id).forEach(stream -> state.put(stream.with(new CdcStreamState.Deleting())));
            state.cluster(id).ifPresent(cluster -> state.put(cluster.with(new Deleting())));
            return id;
        });
        pursue(id);
    }

    public Cluster update(DsqlState state, String id, Optional<Boolean> deletionProtection) {
        Cluster cluster = find(state, id);
        if (cluster.state() instanceof Deleting) {
            throw DsqlErrors.clusterConflict(id, "Cluster " + id + " is being deleted.");
        }
        Cluster updated =
                deletionProtection.map(cluster::withDeletionProtection).orElse(cluster);
        state.put(updated);
        return updated;
    }

    public Cluster delete(DsqlState state, String id) {
        Cluster cluster = find(state, id);
        if (cluster.deletionProtection()) {
            throw DsqlErrors.deletionProtected(id);
        }
        int streams = state.cdcStreams(cluster.id()).size();
        if (streams > 0) {
            throw DsqlErrors.clusterConflict(
                    id, "Cluster " + id + " has " + streams + " CDC stream(s): delete them first.");
        }
        Cluster deleting = cluster.with(new Deleting());
        state.put(deleting);
        return deleting;
    }

    /** Carries out, in the background, what the cluster's state asks for. */
    public void pursue(ClusterId id) {
        steps.pursue("cluster-" + id, () -> carryOut(id));
    }

    void carryOut(ClusterId id) throws InterruptedException {
        Optional<Cluster> cluster = store.read(state -> state.cluster(id));
        if (cluster.isPresent()) {
            switch (cluster.get().state()) {
                case Creating _ -> make(id);
                case Active _ -> start(id);
                case Deleting _ -> remove(id);
                case Failed _ -> {}
            }
        }
    }

    /**
     * Carries out at once what the state of a cluster asks for that is to be used: its caller waits for it and tells the
     * outcome. What goes wrong is thrown and the state stays, for the next attempt.
     */
    void open(ClusterId id) throws InterruptedException {
        ClusterState state =
                store.read(known -> known.cluster(id)).map(Cluster::state).orElseThrow();
        switch (state) {
            case Creating _ -> {
                databases.create(id);
                become(id, new Active());
            }
            case Active _ -> start(id);
            case Deleting _, Failed _ -> throw new IllegalStateException("Cluster " + id + " is " + state.status());
        }
    }

    private void make(ClusterId id) throws InterruptedException {
        try {
            databases.create(id);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("The making of cluster " + id + " was cut short");
            }
            LOG.error("Cluster {} could not be made and is FAILED: {}", id, e.getMessage(), e);
            become(id, new Failed());
            return;
        }
        become(id, new Active());
        LOG.info("Cluster {} is ACTIVE", id);
    }

    private void become(ClusterId id, ClusterState next) {
        store.change(state -> {
            state.cluster(id)
                    .filter(cluster -> cluster.state() instanceof Creating)
                    .ifPresent(cluster -> state.put(cluster.with(next)));
            return id;
        });
    }

    private void start(ClusterId id) throws InterruptedException {
        databases.start(id);
        cdcStreams.pursueAllOf(id);
    }

    private void remove(ClusterId id) throws InterruptedException {
        if (!store.read(state -> state.cdcStreams(id)).isEmpty()) {
            cdcStreams.pursueAllOf(id);
            throw new IllegalStateException("Its CDC streams go first");
        }
        databases.delete(id);
        store.change(state -> {
            state.remove(id);
            return id;
        });
        LOG.info("Cluster {} is deleted", id);
    }
}
