package dev.freshet.identity.store;

import dev.freshet.catalog.Migrations;
import dev.freshet.identity.policy.MalformedPolicyException;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyReader;
import dev.freshet.identity.policy.PolicyType;

/** The schema, to be brought up to date before the stores are used. */
public final class IamSchema {
    public static final Migrations MIGRATIONS = new Migrations("iam", "dev/freshet/identity/migrations");

    private IamSchema() {}

    /** Reads back what was accepted once. To go on without it would drop a denial, so this stops the start. */
    static PolicyDocument policy(String text, PolicyType type, String whose) {
        try {
            return PolicyReader.read(text, type);
        } catch (MalformedPolicyException malformed) {
            throw new IllegalStateException(
                    "The catalog holds a policy of " + whose + " that this version does not understand: "
                            + malformed.text(),
                    malformed);
        }
    }
}
