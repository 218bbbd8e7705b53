package dev.freshet.identity.sts;

import dev.freshet.identity.session.Session;
import java.time.Instant;

/** Temporary credentials on the wire. */
public record CredentialsView(String accessKeyId, String secretAccessKey, String sessionToken, Instant expiration) {
    static CredentialsView of(Session session) {
        return new CredentialsView(session.accessKeyId(), session.secret(), session.token(), session.expiration());
    }

    @Override
    public String toString() {
        return "CredentialsView[" + accessKeyId + "]";
    }
}
