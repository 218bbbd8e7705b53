package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import java.util.Optional;

/** Takes an inline policy from a role. */
final class DeleteRolePolicy implements Action<DeleteRolePolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName) {}

    private final Directory directory;

    DeleteRolePolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteRolePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onRole("DeleteRolePolicy", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            if (InlinePolicies.find(role.grants(), request.policyName()).isEmpty()) {
                throw IamErrors.noSuchRolePolicy(request.policyName());
            }
            edit.put(role.withGrants(role.grants().withoutInline(request.policyName())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
