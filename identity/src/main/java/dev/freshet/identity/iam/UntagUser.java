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
import dev.freshet.identity.entity.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes tags from a user. */
final class UntagUser implements Action<UntagUser.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(max = 50) @Each(min = 1, max = Shapes.MAX_TAG_KEY, pattern = Shapes.TAG_KEY)
            List<String> tagKeys) {}

    private final Directory directory;

    UntagUser(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "UntagUser";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "UntagUser",
                directory.entities(),
                call.account(),
                request.userName(),
                Map.of("aws:TagKeys", request.tagKeys())));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            edit.put(user.withTags(user.tags().without(request.tagKeys())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
