package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a user, or the caller when no name is given. */
final class GetUser implements Action<GetUser.Request, GetUser.Response> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME) @Nullable
            String userName) {}

    public record Response(UserView user) {}

    private final Directory directory;

    GetUser(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "GetUser";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        if (request.userName() == null && call.caller() instanceof Principal.Root) {
            return Optional.empty();
        }
        return Optional.of(IamPermissions.onUser(
                "GetUser", directory.entities(), call.account(), OwnUser.orNamed(request.userName(), call)));
    }

    @Override
    public Response handle(Request request, Call call) {
        if (request.userName() == null && call.caller() instanceof Principal.Root root) {
            return new Response(UserView.root(root));
        }
        String name = OwnUser.orNamed(request.userName(), call);
        User user = directory.entities().user(name).orElseThrow(() -> IamErrors.noSuchUser(name));
        return new Response(UserView.whole(user));
    }
}
