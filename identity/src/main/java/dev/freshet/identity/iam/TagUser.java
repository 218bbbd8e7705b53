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
import java.util.Optional;

/** Adds tags to a user, or changes them. */
final class TagUser implements Action<TagUser.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(max = 50) List<Tag> tags) {}

    private final Directory directory;

    TagUser(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "TagUser";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "TagUser",
                directory.entities(),
                call.account(),
                request.userName(),
                IamPermissions.requestTags(request.tags())));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            edit.put(user.withTags(Tag.add(user.tags(), request.tags())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
