package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
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

/** Takes tags from a role. */
final class UntagRole implements Action<UntagRole.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(max = 50) @Each(min = 1, max = Shapes.MAX_TAG_KEY, pattern = Shapes.TAG_KEY)
            List<String> tagKeys) {}

    private final Directory directory;

    UntagRole(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "UntagRole";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "UntagRole",
                directory.entities(),
                call.account(),
                request.roleName(),
                Map.of("aws:TagKeys", request.tagKeys())));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            edit.put(role.withTags(role.tags().without(request.tagKeys())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
