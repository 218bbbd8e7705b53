package dev.freshet.gateway;

import java.time.Instant;
import java.util.Optional;

/** The keys that signatures are verified against. Implemented by {@code identity}. */
public interface AccessKeys {
    Optional<AccessKey> find(String accessKeyId);

    /**
     * A key and whose it is.
     *
     * @param sessionToken present for temporary credentials; the request must carry the same one
     * @param expiration when temporary credentials end
     */
    record AccessKey(
            String id,
            String secret,
            Optional<String> sessionToken,
            Optional<Instant> expiration,
            Principal principal) {
        @Override
        public String toString() {
            return "AccessKey[" + id + " of " + principal.arn() + "]";
        }
    }
}
