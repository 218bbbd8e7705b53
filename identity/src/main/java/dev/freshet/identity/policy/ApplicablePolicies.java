package dev.freshet.identity.policy;

import java.util.List;
import java.util.Optional;

/**
 * The policies that bear upon one request.
 *
 * @param identity those of the requester; each may allow
 * @param boundary the most that they can give
 * @param session when there are any, the most that the session gets; each may allow
 * @param resource the one on the resource
 */
public record ApplicablePolicies(
        List<PolicyDocument> identity,
        Optional<PolicyDocument> boundary,
        List<PolicyDocument> session,
        Optional<OnResource> resource) {
    public ApplicablePolicies {
        identity = List.copyOf(identity);
        session = List.copyOf(session);
    }

    public static ApplicablePolicies of(List<PolicyDocument> identity) {
        return new ApplicablePolicies(identity, Optional.empty(), List.of(), Optional.empty());
    }

    public ApplicablePolicies with(OnResource policy) {
        return new ApplicablePolicies(identity, boundary, session, Optional.of(policy));
    }

    /**
     * The policy on the resource that is asked for.
     *
     * @param decisive nothing is allowed without it: a role's trust policy, a KMS key's policy
     */
    public record OnResource(PolicyType type, PolicyDocument document, boolean decisive) {
        /** On a data stream and its like: one of several that may allow. */
        public static OnResource shared(PolicyDocument document) {
            return new OnResource(PolicyType.RESOURCE_BASED, document, false);
        }

        public static OnResource trust(PolicyDocument document) {
            return new OnResource(PolicyType.ROLE_TRUST, document, true);
        }
    }
}
