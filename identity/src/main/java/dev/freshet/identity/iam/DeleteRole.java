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

/** Deletes a role that has no policies left. Its sessions end with it. */
final class DeleteRole implements Action<DeleteRole.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName) {}

    private final Directory directory;

    DeleteRole(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onRole("DeleteRole", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            if (!role.grants().attached().isEmpty()) {
                throw IamErrors.attachedPoliciesLeft();
            }
            if (!role.grants().inline().isEmpty()) {
                throw IamErrors.inlinePoliciesLeft();
            }
            edit.remove(role);
            return NoOutput.NO_OUTPUT;
        });
    }
}
