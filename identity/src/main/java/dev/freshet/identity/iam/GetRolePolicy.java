package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.policy.PolicyDocument;
import java.util.Optional;

/** Shows an inline policy of a role. */
final class GetRolePolicy implements Action<GetRolePolicy.Request, GetRolePolicy.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName) {}

    public record Response(String roleName, String policyName, String policyDocument) {}

    private final Directory directory;

    GetRolePolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "GetRolePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onRole("GetRolePolicy", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        Role role = directory
                .entities()
                .role(request.roleName())
                .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
        PolicyDocument document = InlinePolicies.find(role.grants(), request.policyName())
                .orElseThrow(() -> IamErrors.noSuchRolePolicy(request.policyName()));
        return new Response(role.name(), request.policyName(), Documents.encoded(document));
    }
}
