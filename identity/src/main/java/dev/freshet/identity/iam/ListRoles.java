package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the roles under a path, by name. */
final class ListRoles implements Action<ListRoles.Request, ListRoles.Response> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_PATH) @Pattern(Shapes.PATH_PREFIX) @Nullable
            String pathPrefix,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<RoleView> roles,
            boolean isTruncated,
            @Nullable String marker) {}

    private final Directory directory;

    ListRoles(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListRoles";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("iam:ListRoles", Role.arn(call.account(), prefix(request), "")));
    }

    @Override
    public Response handle(Request request, Call call) {
        List<Role> roles = directory.entities().roles().values().stream()
                .filter(role -> role.path().startsWith(prefix(request)))
                .toList();
        Page<Role> page = Page.byName(roles, Role::name, request.marker(), request.maxItems());
        return new Response(
                page.items().stream().map(RoleView::inList).toList(), page.isTruncated(), page.markerOrNull());
    }

    private static String prefix(Request request) {
        return request.pathPrefix() == null ? "/" : request.pathPrefix();
    }
}
