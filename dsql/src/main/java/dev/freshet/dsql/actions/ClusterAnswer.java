package dev.freshet.dsql.actions;

import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.DsqlNames;
import java.time.Instant;

/** What UpdateCluster and DeleteCluster answer. */
public record ClusterAnswer(String identifier, String arn, String status, Instant creationTime) {
    static ClusterAnswer of(Cluster cluster, DsqlNames names) {
        return new ClusterAnswer(
                cluster.id().value(),
                names.arn(cluster.id()).toString(),
                cluster.state().status(),
                cluster.createdAt());
    }
}
