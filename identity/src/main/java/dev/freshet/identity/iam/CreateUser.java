package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.UniqueIds;
import dev.freshet.identity.entity.User;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a user, who may do nothing until given policies. */
final class CreateUser implements Action<CreateUser.Request, CreateUser.Response> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_PATH) @Pattern(Shapes.PATH) @Nullable
            String path,

            @Required @Length(min = 1, max = Shapes.MAX_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN) @Nullable
            String permissionsBoundary,

            @Length(max = 50) @Nullable List<Tag> tags) {}

    public record Response(UserView user) {}

    private final Directory directory;
    private final UniqueIds ids;

    CreateUser(Directory directory, UniqueIds ids) {
        this.directory = directory;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "CreateUser";
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
        return Optional.of(new Permission("iam:CreateUser", User.arn(call.account(), path, request.userName()), keys));
    }

    @Override
    public Response handle(Request request, Call call) {
        return directory.change(edit -> {
            Entities entities = edit.entities();
            if (entities.user(request.userName()).isPresent()) {
                throw IamErrors.alreadyExists("User with name " + request.userName() + " already exists.");
            }
            if (entities.users().size() >= Quotas.USERS) {
                throw IamErrors.quota("UsersPerAccount", Quotas.USERS);
            }
            User user = user(request, call, entities);
            edit.put(user);
            return new Response(UserView.whole(user));
        });
    }

    private User user(Request request, Call call, Entities entities) {
        return new User(
                call.account(),
                request.path() == null ? "/" : request.path(),
                request.userName(),
                ids.user(),
                call.time().truncatedTo(ChronoUnit.SECONDS),
                Grants.NONE.withBoundary(Boundaries.existing(request.permissionsBoundary(), entities)),
                Tag.add(Tags.NONE, request.tags()));
    }
}
