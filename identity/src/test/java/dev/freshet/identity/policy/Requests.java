package dev.freshet.identity.policy;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Requests and documents for the tests of this package. */
final class Requests {
    static final AccountId ACCOUNT = new AccountId("123456789012");
    static final Requester ROLE = new Requester.Identity(
            ACCOUNT,
            List.of(
                    "arn:aws:iam::123456789012:role/service/writer",
                    "arn:aws:sts::123456789012:assumed-role/writer/session"));
    static final Requester DSQL = new Requester.AwsService("dsql.amazonaws.com");

    private Requests() {}

    static AccessRequest of(String action, String resource) {
        return of(ROLE, action, resource, Map.of());
    }

    static AccessRequest of(String action, String resource, Map<String, List<String>> keys) {
        return of(ROLE, action, resource, keys);
    }

    static AccessRequest of(Requester requester, String action, String resource, Map<String, List<String>> keys) {
        Optional<AccountId> owner = Arn.parse(resource)
                .map(Arn::account)
                .filter(account -> !account.isEmpty())
                .map(AccountId::new);
        return new AccessRequest(requester, action, resource, owner, ConditionKeys.of(keys));
    }

    static PolicyDocument identityPolicy(String statement) {
        return document(statement, PolicyType.IDENTITY_BASED);
    }

    static PolicyDocument trustPolicy(String statement) {
        return document(statement, PolicyType.ROLE_TRUST);
    }

    /** @param statements one statement, or several with commas between; double quotes may be written as single ones */
    static PolicyDocument document(String statements, PolicyType type) {
        String text = "{'Version': '2012-10-17', 'Statement': [%s]}"
                .formatted(statements)
                .replace('\'', '"');
        try {
            return PolicyReader.read(text, type);
        } catch (MalformedPolicyException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    static boolean allows(PolicyDocument document, AccessRequest request) {
        return Evaluation.decide(ApplicablePolicies.of(List.of(document)), request) instanceof Verdict.Allowed;
    }
}
