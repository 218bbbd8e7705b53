package dev.freshet.identity.iam;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;
import java.util.Optional;

/** What is asked of a role's trust policy beyond the language. */
final class TrustPolicies {
    private TrustPolicies() {}

    static PolicyDocument read(String text, Entities entities, AccountId account) {
        PolicyDocument trust = Documents.read(text, PolicyType.ROLE_TRUST);
        for (String arn : trust.principalArns()) {
            if (isMissing(arn, entities, account)) {
                throw Documents.malformed("Invalid principal in policy: \"AWS\":\"" + arn + "\"");
            }
        }
        if (Documents.countedLength(trust) > Quotas.TRUST_POLICY_LENGTH) {
            throw IamErrors.quota("ACLSizePerRole", Quotas.TRUST_POLICY_LENGTH);
        }
        return trust;
    }

    /** Principals of other accounts cannot be looked up, and sessions come and go. */
    private static boolean isMissing(String text, Entities entities, AccountId account) {
        Optional<Arn> arn = Arn.parse(text).filter(parsed -> parsed.account().equals(account.value()));
        if (arn.isEmpty()) {
            return false;
        }
        String resource = arn.get().resource();
        if (resource.startsWith("role/")) {
            return entities.roleByArn(text).isEmpty();
        }
        return resource.startsWith("user/") && entities.userByArn(text).isEmpty();
    }
}
