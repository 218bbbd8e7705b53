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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Limits a user by a managed policy. */
final class PutUserPermissionsBoundary implements Action<PutUserPermissionsBoundary.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String permissionsBoundary) {}

    private final Directory directory;

    PutUserPermissionsBoundary(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "PutUserPermissionsBoundary";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "PutUserPermissionsBoundary",
                directory.entities(),
                call.account(),
                request.userName(),
                Map.of(IamPermissions.BOUNDARY, List.of(request.permissionsBoundary()))));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            Optional<String> boundary = Boundaries.existing(request.permissionsBoundary(), edit.entities());
            edit.put(user.withGrants(user.grants().withBoundary(boundary)));
            return NoOutput.NO_OUTPUT;
        });
    }
}
