package dev.freshet.identity.entity;

import dev.freshet.gateway.AccountId;
import java.time.Instant;

/**
 * An IAM user.
 *
 * @param path starts and ends with a slash
 * @param id {@code AIDA...}
 */
public record User(AccountId account, String path, String name, String id, Instant created, Grants grants, Tags tags)
        implements Holder {
    @Override
    public String arn() {
        return arn(account, path, name);
    }

    public static String arn(AccountId account, String path, String name) {
        return "arn:aws:iam::" + account + ":user" + path + name;
    }

    public User withGrants(Grants newGrants) {
        return new User(account, path, name, id, created, newGrants, tags);
    }

    public User withTags(Tags newTags) {
        return new User(account, path, name, id, created, grants, newTags);
    }
}
