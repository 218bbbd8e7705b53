package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import java.util.Optional;

/** Shows a managed policy, but not its document. */
final class GetPolicy implements Action<GetPolicy.Request, GetPolicy.Response> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn) {}

    public record Response(PolicyView policy) {}

    private final Directory directory;

    GetPolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "GetPolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onPolicy("GetPolicy", directory.entities(), request.policyArn()));
    }

    @Override
    public Response handle(Request request, Call call) {
        Entities entities = directory.entities();
        return new Response(PolicyView.whole(ManagedPolicies.any(entities, request.policyArn()), entities));
    }
}
