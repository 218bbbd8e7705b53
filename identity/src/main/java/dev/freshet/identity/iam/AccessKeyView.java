package dev.freshet.identity.iam;

import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An access key on the wire. */
public record AccessKeyView(
        String userName,
        String accessKeyId,
        String status,
        @Nullable String secretAccessKey,
        Instant createDate) {
    static AccessKeyView withSecret(UserKey key) {
        return of(key, key.secret());
    }

    static AccessKeyView withoutSecret(UserKey key) {
        return of(key, null);
    }

    private static AccessKeyView of(UserKey key, @Nullable String secret) {
        return new AccessKeyView(key.userName(), key.id(), key.active() ? "Active" : "Inactive", secret, key.created());
    }

    @Override
    public String toString() {
        return "AccessKeyView[" + accessKeyId + " of " + userName + "]";
    }

    /** Another user's key is as good as none. */
    static UserKey find(Entities entities, User user, String accessKeyId) {
        return entities.key(accessKeyId)
                .filter(key -> key.userId().equals(user.id()))
                .orElseThrow(() -> IamErrors.noSuchAccessKey(accessKeyId));
    }
}
