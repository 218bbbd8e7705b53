package dev.freshet.dsql.actions;

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
import java.util.HexFormat;
import java.util.Optional;

/**
 * {@code GetVpcEndpointServiceName}: a name of AWS's form, the same for all clusters here. There is no PrivateLink
 * behind it, so {@code clusterVpcEndpoint} is left out.
 */
@Route(method = "GET", path = "/clusters/{identifier}/vpc-endpoint-service-name")
public final class GetVpcEndpointServiceName
        implements Action<GetVpcEndpointServiceName.Request, GetVpcEndpointServiceName.Answer> {
    private final DsqlStore store;
    private final DsqlNames names;
    private final Permissions permissions;

    public GetVpcEndpointServiceName(DsqlStore store, DsqlNames names, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "GetVpcEndpointServiceName";
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
        store.read(state -> Clusters.find(state, request.identifier));
        String suffix = HexFormat.of().toHexDigits(names.account().hashCode(), 6);
        return new Answer("com.amazonaws." + names.region() + ".dsql-" + suffix);
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String identifier) {}

    public record Answer(String serviceName) {}
}
