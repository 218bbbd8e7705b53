package dev.freshet.identity.session;

import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.policy.PolicyDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was said when the session began.
 *
 * @param policies when there are any, the most that the session may
 * @param tags of the session, which outweigh those of its role
 * @param transitiveTagKeys which of them pass on when the session assumes another role
 * @param sourceIdentity who stands behind it
 */
public record SessionScope(
        List<PolicyDocument> policies, Tags tags, Set<String> transitiveTagKeys, Optional<String> sourceIdentity) {
    public static final SessionScope WHOLE = new SessionScope(List.of(), Tags.NONE, Set.of(), Optional.empty());

    public SessionScope {
        policies = List.copyOf(policies);
        transitiveTagKeys = Set.copyOf(transitiveTagKeys);
    }
}
