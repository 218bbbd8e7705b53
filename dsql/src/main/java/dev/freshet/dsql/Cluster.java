package dev.freshet.dsql;

import dev.freshet.record.ClusterId;
import java.time.Instant;

/** A cluster as the control plane keeps it. */
public record Cluster(ClusterId id, ClusterState state, Instant createdAt, boolean deletionProtection, Tags tags) {
    public Cluster with(ClusterState next) {
        return new Cluster(id, next, createdAt, deletionProtection, tags);
    }

    public Cluster withDeletionProtection(boolean enabled) {
        return new Cluster(id, state, createdAt, enabled, tags);
    }

    public Cluster with(Tags next) {
        return new Cluster(id, state, createdAt, deletionProtection, next);
    }
}
