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

/** Takes the limit from a role. */
final class DeleteRolePermissionsBoundary implements Action<DeleteRolePermissionsBoundary.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName) {}

    private final Directory directory;

    DeleteRolePermissionsBoundary(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteRolePermissionsBoundary";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "DeleteRolePermissionsBoundary", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            edit.put(role.withGrants(role.grants().withBoundary(Optional.empty())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
