package dev.freshet.identity.entity;

import dev.freshet.gateway.AccountId;
import dev.freshet.identity.policy.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An IAM role.
 *
 * @param path starts and ends with a slash
 * @param id {@code AROA...}
 * @param trust who may assume it
 * @param maxSession the longest session that AssumeRole gives
 */
public record Role(
        AccountId account,
        String path,
        String name,
        String id,
        Instant created,
        PolicyDocument trust,
        Optional<String> description,
        Duration maxSession,
        Grants grants,
        Tags tags)
        implements Holder {
    public static final Duration DEFAULT_MAX_SESSION = Duration.ofHours(1);

    @Override
    public String arn() {
        return arn(account, path, name);
    }

    public static String arn(AccountId account, String path, String name) {
        return "arn:aws:iam::" + account + ":role" + path + name;
    }

    public Role withTrust(PolicyDocument newTrust) {
        return new Role(account, path, name, id, created, newTrust, description, maxSession, grants, tags);
    }

    public Role withDescription(Optional<String> newDescription) {
        return new Role(account, path, name, id, created, trust, newDescription, maxSession, grants, tags);
    }

    public Role withMaxSession(Duration newMaxSession) {
        return new Role(account, path, name, id, created, trust, description, newMaxSession, grants, tags);
    }

    public Role withGrants(Grants newGrants) {
        return new Role(account, path, name, id, created, trust, description, maxSession, newGrants, tags);
    }

    public Role withTags(Tags newTags) {
        return new Role(account, path, name, id, created, trust, description, maxSession, grants, newTags);
    }
}
