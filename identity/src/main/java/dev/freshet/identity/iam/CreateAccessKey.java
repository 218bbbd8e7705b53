package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.UniqueIds;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an access key for a user. The secret is shown this once. */
final class CreateAccessKey implements Action<CreateAccessKey.Request, CreateAccessKey.Response> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME) @Nullable
            String userName) {}

    public record Response(AccessKeyView accessKey) {}

    private final Directory directory;
    private final UniqueIds ids;

    CreateAccessKey(Directory directory, UniqueIds ids) {
        this.directory = directory;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "CreateAccessKey";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "CreateAccessKey", directory.entities(), call.account(), OwnUser.orNamed(request.userName(), call)));
    }

    @Override
    public Response handle(Request request, Call call) {
        String name = OwnUser.orNamed(request.userName(), call);
        return directory.change(edit -> {
            User user = edit.entities().user(name).orElseThrow(() -> IamErrors.noSuchUser(name));
            if (edit.entities().keysOf(user).size() >= Quotas.ACCESS_KEYS_PER_USER) {
                throw IamErrors.quota("AccessKeysPerUser", Quotas.ACCESS_KEYS_PER_USER);
            }
            Instant now = call.time().truncatedTo(ChronoUnit.SECONDS);
            UserKey key = new UserKey(ids.accessKey(), ids.secret(), user.name(), user.id(), true, now);
            edit.put(key);
            return new Response(AccessKeyView.withSecret(key));
        });
    }
}
