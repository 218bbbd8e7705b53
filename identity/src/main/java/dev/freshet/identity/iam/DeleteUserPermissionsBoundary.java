package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.User;
import java.util.Optional;

/** Takes the limit from a user. */
final class DeleteUserPermissionsBoundary implements Action<DeleteUserPermissionsBoundary.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_USER_NAME) @Pattern(Shapes.NAME)
            String userName) {}

    private final Directory directory;

    DeleteUserPermissionsBoundary(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteUserPermissionsBoundary";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "DeleteUserPermissionsBoundary", directory.entities(), call.account(), request.userName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            edit.put(user.withGrants(user.grants().withBoundary(Optional.empty())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
