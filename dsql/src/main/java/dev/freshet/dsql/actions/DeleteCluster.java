package dev.freshet.dsql.actions;

import dev.freshet.dsql.ClientTokens;
import dev.freshet.dsql.ClientTokens.OnceOnly;
import dev.freshet.dsql.Clusters;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Query;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import dev.freshet.record.ClusterId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code DeleteCluster}: answers DELETING; the cluster is not found any more when its data is gone. */
@Route(method = "DELETE", path = "/cluster/{identifier}")
public final class DeleteCluster implements Action<DeleteCluster.Request, ClusterAnswer> {
    private final Clusters clusters;
    private final ClientTokens tokens;
    private final DsqlNames names;
    private final Permissions permissions;

    public DeleteCluster(Clusters clusters, ClientTokens tokens, DsqlNames names, Permissions permissions) {
        this.clusters = clusters;
        this.tokens = tokens;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "DeleteCluster";
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
    public ClusterAnswer handle(Request request, Call call) {
        OnceOnly<ClusterAnswer> once = new OnceOnly<>(name(), request.clientToken, request, ClusterAnswer.class);
        ClusterAnswer answer =
                tokens.once(once, state -> ClusterAnswer.of(clusters.delete(state, request.identifier), names));
        clusters.pursue(new ClusterId(answer.identifier()));
        return answer;
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String identifier,

            @Query("client-token") @Length(min = 1, max = 128) @Pattern(Patterns.CLIENT_TOKEN) @Nullable
            String clientToken) {}
}
