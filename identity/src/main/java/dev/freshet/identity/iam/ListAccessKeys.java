package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists a user's access keys, without their secrets. */
final class ListAccessKeys implements Action<ListAccessKeys.Request, ListAccessKeys.Response> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME) @Nullable
            String userName,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<AccessKeyView> accessKeyMetadata,
            boolean isTruncated,
            @Nullable String marker) {}

    private final Directory directory;

    ListAccessKeys(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListAccessKeys";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "ListAccessKeys", directory.entities(), call.account(), OwnUser.orNamed(request.userName(), call)));
    }

    @Override
    public Response handle(Request request, Call call) {
        String name = OwnUser.orNamed(request.userName(), call);
        Entities entities = directory.entities();
        User user = entities.user(name).orElseThrow(() -> IamErrors.noSuchUser(name));
        List<UserKey> keys = entities.keysOf(user).stream()
                .sorted(Comparator.comparing(UserKey::id))
                .toList();
        Page<UserKey> page = Page.byName(keys, UserKey::id, request.marker(), request.maxItems());
        return new Response(
                page.items().stream().map(AccessKeyView::withoutSecret).toList(),
                page.isTruncated(),
                page.markerOrNull());
    }
}
