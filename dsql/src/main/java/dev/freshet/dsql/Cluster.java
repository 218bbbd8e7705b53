package dev.freshet.dsql;

import dev.freshet.record.ClusterId;
import java.time.Instant;

/** A cluster as the control plane keeps it. */
public record Cluster(
        ClusterId id, ClusterKind kind, ClusterState state, Instant createdAt, boolean deletionProtection, Tags tags) {
    /** One whose server is Freshet's own. */
    public Cluster(ClusterId id, ClusterState state, Instant createdAt, boolean deletionProtection, Tags tags) {
        this(id, ClusterKind.OWNED, state, createdAt, deletionProtection, tags);
    }

    public Cluster with(ClusterState next) {
        return new Cluster(id, kind, next, createdAt, deletionProtection, tags);
    }

    public Cluster withDeletionProtection(boolean enabled) {
        return new Cluster(id, kind, state, createdAt, enabled, tags);
    }

    public Cluster with(Tags next) {
        return new Cluster(id, kind, state, createdAt, deletionProtection, next);
    }
}
