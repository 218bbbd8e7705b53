package dev.freshet.identity.iam;

import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;

/** What the operations on managed policies share. */
final class ManagedPolicies {
    private ManagedPolicies() {}

    static PolicyDocument read(String text) {
        PolicyDocument document = Documents.read(text, PolicyType.IDENTITY_BASED);
        if (Documents.countedLength(document) > Quotas.MANAGED_POLICY_LENGTH) {
            throw IamErrors.quota("PolicySize", Quotas.MANAGED_POLICY_LENGTH);
        }
        return document;
    }

    static ManagedPolicy any(Entities entities, String arn) {
        return entities.policy(arn).orElseThrow(() -> IamErrors.noSuchPolicy(arn));
    }

    /** One that the account may change. */
    static ManagedPolicy customers(Entities entities, String arn) {
        ManagedPolicy policy = any(entities, arn);
        if (policy.isAwss()) {
            throw IamErrors.accessDenied("The policy " + arn + " is managed by AWS and cannot be changed.");
        }
        return policy;
    }

    static ManagedPolicy.Version version(ManagedPolicy policy, String versionId) {
        return policy.version(number(versionId))
                .orElseThrow(() -> IamErrors.noSuchPolicyVersion(policy.arn(), versionId));
    }

    /** The number of {@code v3}; zero, which no version has, for what is longer than any number given. */
    static int number(String versionId) {
        return versionId.matches("v[1-9]\\d{0,8}") ? Integer.parseInt(versionId.substring(1)) : 0;
    }
}
