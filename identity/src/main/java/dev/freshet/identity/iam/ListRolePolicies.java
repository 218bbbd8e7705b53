package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the names of a role's inline policies. */
final class ListRolePolicies implements Action<ListRolePolicies.Request, ListRolePolicies.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<String> policyNames,
            boolean isTruncated,
            @Nullable String marker) {}

    private final Directory directory;

    ListRolePolicies(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListRolePolicies";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onRole("ListRolePolicies", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        Role role = directory
                .entities()
                .role(request.roleName())
                .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
        Page<String> page = InlinePolicies.names(role.grants(), request.marker(), request.maxItems());
        return new Response(page.items(), page.isTruncated(), page.markerOrNull());
    }
}
