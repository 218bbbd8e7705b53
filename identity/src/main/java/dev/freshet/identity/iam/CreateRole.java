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
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.UniqueIds;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a role; its trust policy says who may assume it. */
final class CreateRole implements Action<CreateRole.Request, CreateRole.Response> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_PATH) @Pattern(Shapes.PATH) @Nullable
            String path,

            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = 1, max = Shapes.MAX_DOCUMENT) @Pattern(Shapes.DOCUMENT)
            String assumeRolePolicyDocument,

            @Length(max = Shapes.MAX_DESCRIPTION) @Pattern(Shapes.ROLE_DESCRIPTION) @Nullable
            String description,

            @Range(min = Shapes.MIN_SESSION_SECONDS, max = Shapes.MAX_SESSION_SECONDS) @Nullable
            Integer maxSessionDuration,

            @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN) @Nullable
            String permissionsBoundary,

            @Length(max = 50) @Nullable List<Tag> tags) {}

    public record Response(RoleView role) {}

    private final Directory directory;
    private final UniqueIds ids;

    CreateRole(Directory directory, UniqueIds ids) {
        this.directory = directory;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "CreateRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        String path = request.path() == null ? "/" : request.path();
        Map<String, List<String>> keys = IamPermissions.requestTags(request.tags());
        if (request.permissionsBoundary() != null) {
            keys.put(IamPermissions.BOUNDARY, List.of(request.permissionsBoundary()));
        }
        return Optional.of(new Permission("iam:CreateRole", Role.arn(call.account(), path, request.roleName()), keys));
    }

    @Override
    public Response handle(Request request, Call call) {
        return directory.change(edit -> {
            Entities entities = edit.entities();
            if (entities.role(request.roleName()).isPresent()) {
                throw IamErrors.alreadyExists("Role with name " + request.roleName() + " already exists.");
            }
            if (entities.roles().size() >= Quotas.ROLES) {
                throw IamErrors.quota("RolesPerAccount", Quotas.ROLES);
            }
            Role role = role(request, call, entities);
            edit.put(role);
            return new Response(RoleView.created(role));
        });
    }

    private Role role(Request request, Call call, Entities entities) {
        return new Role(
                call.account(),
                request.path() == null ? "/" : request.path(),
                request.roleName(),
                ids.role(),
                call.time().truncatedTo(ChronoUnit.SECONDS),
                TrustPolicies.read(request.assumeRolePolicyDocument(), entities, call.account()),
                Optional.ofNullable(request.description()),
                request.maxSessionDuration() == null
                        ? Role.DEFAULT_MAX_SESSION
                        : Duration.ofSeconds(request.maxSessionDuration()),
                Grants.NONE.withBoundary(Boundaries.existing(request.permissionsBoundary(), entities)),
                Tag.add(Tags.NONE, request.tags()));
    }
}
