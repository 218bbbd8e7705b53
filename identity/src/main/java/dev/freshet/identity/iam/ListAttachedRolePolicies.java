package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the managed policies that are attached to a role. */
final class ListAttachedRolePolicies
        implements Action<ListAttachedRolePolicies.Request, ListAttachedRolePolicies.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Length(min = 1, max = Shapes.MAX_PATH) @Pattern(Shapes.POLICY_PATH) @Nullable
            String pathPrefix,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<AttachedPolicy> attachedPolicies,
            boolean isTruncated,
            @Nullable String marker) {}

    private final Directory directory;

    ListAttachedRolePolicies(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListAttachedRolePolicies";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "ListAttachedRolePolicies", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        Entities entities = directory.entities();
        Role role = entities.role(request.roleName()).orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
        Page<AttachedPolicy> page = AttachedPolicy.page(
                role.grants(), entities, request.pathPrefix(), request.marker(), request.maxItems());
        return new Response(page.items(), page.isTruncated(), page.markerOrNull());
    }
}
