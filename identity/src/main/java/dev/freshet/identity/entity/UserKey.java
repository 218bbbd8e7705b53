package dev.freshet.identity.entity;

import java.time.Instant;

/**
 * A user's long-term access key.
 *
 * @param id {@code AKIA...}
 * @param active an inactive key signs nothing
 */
public record UserKey(String id, String secret, String userName, String userId, boolean active, Instant created) {
    public UserKey withActive(boolean nowActive) {
        return new UserKey(id, secret, userName, userId, nowActive, created);
    }

    @Override
    public String toString() {
        return "UserKey[" + id + " of " + userName + "]";
    }
}
