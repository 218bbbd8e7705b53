package dev.freshet.identity.iam;

import dev.freshet.gateway.Principal;
import dev.freshet.identity.entity.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user on the wire. */
public record UserView(
        @Nullable String path,
        @Nullable String userName,
        String userId,
        String arn,
        Instant createDate,
        @Nullable BoundaryView permissionsBoundary,
        @Nullable List<Tag> tags) {

    static UserView whole(User user) {
        return of(user, BoundaryView.orNull(user.grants().boundaryArn()), Tag.listOrNull(user.tags()));
    }

    /** Lists leave some members out. */
    static UserView inList(User user) {
        return of(user, null, null);
    }

    /** The account itself has neither name nor path. When it came to be, nobody wrote down. */
    static UserView root(Principal.Root root) {
        return new UserView(null, null, root.userId(), root.arn(), Instant.EPOCH, null, null);
    }

    private static UserView of(User user, @Nullable BoundaryView boundary, @Nullable List<Tag> tags) {
        return new UserView(user.path(), user.name(), user.id(), user.arn(), user.created(), boundary, tags);
    }
}
