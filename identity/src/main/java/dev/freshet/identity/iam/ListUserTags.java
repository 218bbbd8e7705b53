package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.User;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists a user's tags, by key. */
final class ListUserTags implements Action<ListUserTags.Request, ListUserTags.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<Tag> tags, boolean isTruncated, @Nullable String marker) {}

    private final Directory directory;

    ListUserTags(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListUserTags";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onUser("ListUserTags", directory.entities(), call.account(), request.userName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        User user = directory
                .entities()
                .user(request.userName())
                .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
        Page<Tag> page = Page.byName(Tag.list(user.tags()), Tag::key, request.marker(), request.maxItems());
        return new Response(page.items(), page.isTruncated(), page.markerOrNull());
    }
}
