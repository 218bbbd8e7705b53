package dev.freshet.dsql.actions;

import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.Clusters;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** {@code GetCluster}. */
@Route(method = "GET", path = "/cluster/{identifier}")
public final class GetCluster implements Action<GetCluster.Request, GetCluster.Answer> {
    private final DsqlStore store;
    private final DsqlNames names;
    private final Permissions permissions;

    public GetCluster(DsqlStore store, DsqlNames names, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "GetCluster";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onCluster(name(), request.identifier));
    }

    @Override
    public Answer handle(Request request, Call call) {
        Cluster cluster = store.read(state -> Clusters.find(state, request.identifier));
        return new Answer(
                cluster.id().value(),
                names.arn(cluster.id()).toString(),
                cluster.state().status(),
                cluster.createdAt(),
                cluster.deletionProtection(),
                cluster.tags().byKey(),
                EncryptionDetails.AWS_OWNED,
                names.endpoint(cluster.id()));
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String identifier) {}

    public record Answer(
            String identifier,
            String arn,
            String status,
            Instant creationTime,
            boolean deletionProtectionEnabled,
            Map<String, String> tags,
            EncryptionDetails encryptionDetails,
            String endpoint) {}
}
