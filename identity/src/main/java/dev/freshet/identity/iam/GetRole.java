package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import java.util.Optional;

/** Shows a role. */
final class GetRole implements Action<GetRole.Request, GetRole.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName) {}

    public record Response(RoleView role) {}

    private final Directory directory;

    GetRole(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "GetRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole("GetRole", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        Role role = directory
                .entities()
                .role(request.roleName())
                .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
        return new Response(RoleView.whole(role));
    }
}
