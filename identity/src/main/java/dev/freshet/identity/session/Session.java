package dev.freshet.identity.session;

import java.time.Instant;

/**
 * Temporary credentials and what they stand for.
 *
 * @param accessKeyId {@code ASIA...}
 * @param token which every request signed with them carries
 */
public record Session(
        String accessKeyId,
        String secret,
        String token,
        SessionOwner owner,
        Instant issued,
        Instant expiration,
        SessionScope scope) {
    @Override
    public String toString() {
        return "Session[" + accessKeyId + " of " + owner + " until " + expiration + "]";
    }
}
