package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.ManagedPolicy;
import java.util.Optional;

/** Shows one version of a managed policy with its document. */
final class GetPolicyVersion implements Action<GetPolicyVersion.Request, GetPolicyVersion.Response> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn,

            @Required @Pattern(Shapes.VERSION_ID) String versionId) {}

    public record Response(PolicyVersionView policyVersion) {}

    private final Directory directory;

    GetPolicyVersion(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "GetPolicyVersion";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onPolicy("GetPolicyVersion", directory.entities(), request.policyArn()));
    }

    @Override
    public Response handle(Request request, Call call) {
        ManagedPolicy policy = ManagedPolicies.any(directory.entities(), request.policyArn());
        return new Response(PolicyVersionView.whole(policy, ManagedPolicies.version(policy, request.versionId())));
    }
}
