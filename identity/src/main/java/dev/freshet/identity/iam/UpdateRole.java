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
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes a role's description and longest session; what is left out stays. */
final class UpdateRole implements Action<UpdateRole.Request, UpdateRole.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Length(max = Shapes.MAX_DESCRIPTION) @Pattern(Shapes.ROLE_DESCRIPTION) @Nullable
            String description,

            @Range(min = Shapes.MIN_SESSION_SECONDS, max = Shapes.MAX_SESSION_SECONDS) @Nullable
            Integer maxSessionDuration) {}

    public record Response() {}

    private final Directory directory;

    UpdateRole(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "UpdateRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onRole("UpdateRole", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            if (request.description() != null) {
                role = role.withDescription(Optional.of(request.description()));
            }
            if (request.maxSessionDuration() != null) {
                role = role.withMaxSession(Duration.ofSeconds(request.maxSessionDuration()));
            }
            edit.put(role);
            return new Response();
        });
    }
}
