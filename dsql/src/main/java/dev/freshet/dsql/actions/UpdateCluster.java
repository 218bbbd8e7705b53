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
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code UpdateCluster}: what can change takes effect at once, so the status stays what it was. */
@Route(method = "POST", path = "/cluster/{identifier}")
public final class UpdateCluster implements Action<UpdateCluster.Request, ClusterAnswer> {
    private final Clusters clusters;
    private final ClientTokens tokens;
    private final DsqlNames names;
    private final Permissions permissions;

    public UpdateCluster(Clusters clusters, ClientTokens tokens, DsqlNames names, Permissions permissions) {
        this.clusters = clusters;
        this.tokens = tokens;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "UpdateCluster";
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
        Permissions.require(call, permissions.onCluster("GetCluster", request.identifier));
        Unsupported.refuse(request.kmsEncryptionKey, request.multiRegionProperties);
        Optional<Boolean> deletionProtection = Optional.ofNullable(request.deletionProtectionEnabled);
        OnceOnly<ClusterAnswer> once = new OnceOnly<>(name(), request.clientToken, request, ClusterAnswer.class);
        return tokens.once(
                once, state -> ClusterAnswer.of(clusters.update(state, request.identifier, deletionProtection), names));
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String identifier,
            @Nullable Boolean deletionProtectionEnabled,

            @Length(min = 1, max = 2048) @Pattern(Patterns.KMS_KEY) @Nullable
            String kmsEncryptionKey,

            @Length(min = 1, max = 128) @Pattern(Patterns.CLIENT_TOKEN) @Nullable
            String clientToken,

            @Nullable MultiRegionProperties multiRegionProperties) {}
}
