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
import java.util.Optional;

/** Adds tags to a role, or changes them. */
final class TagRole implements Action<TagRole.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(max = 50) List<Tag> tags) {}

    private final Directory directory;

    TagRole(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "TagRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "TagRole",
                directory.entities(),
                call.account(),
                request.roleName(),
                IamPermissions.requestTags(request.tags())));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            edit.put(role.withTags(Tag.add(role.tags(), request.tags())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
