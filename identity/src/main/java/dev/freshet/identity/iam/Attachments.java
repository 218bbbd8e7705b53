package dev.freshet.identity.iam;

import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Grants;

/** What roles and users do alike with managed policies. */
final class Attachments {
    private Attachments() {}

    /** @param quota its name in AWS's message */
    static Grants attach(Grants grants, String policyArn, Entities entities, String quota) {
        if (entities.policy(policyArn).isEmpty()) {
            throw IamErrors.noSuchEntity("Policy " + policyArn + " does not exist or is not attachable.");
        }
        Grants more = grants.withAttached(policyArn);
        if (more.attached().size() > Quotas.ATTACHED_POLICIES) {
            throw IamErrors.quota(quota, Quotas.ATTACHED_POLICIES);
        }
        return more;
    }

    static Grants detach(Grants grants, String policyArn) {
        if (!grants.attached().contains(policyArn)) {
            throw IamErrors.noSuchPolicy(policyArn);
        }
        return grants.withoutAttached(policyArn);
    }
}
