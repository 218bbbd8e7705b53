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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Limits a role by a managed policy. */
final class PutRolePermissionsBoundary implements Action<PutRolePermissionsBoundary.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String permissionsBoundary) {}

    private final Directory directory;

    PutRolePermissionsBoundary(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "PutRolePermissionsBoundary";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "PutRolePermissionsBoundary",
                directory.entities(),
                call.account(),
                request.roleName(),
                Map.of(IamPermissions.BOUNDARY, List.of(request.permissionsBoundary()))));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            Optional<String> boundary = Boundaries.existing(request.permissionsBoundary(), edit.entities());
            edit.put(role.withGrants(role.grants().withBoundary(boundary)));
            return NoOutput.NO_OUTPUT;
        });
    }
}
