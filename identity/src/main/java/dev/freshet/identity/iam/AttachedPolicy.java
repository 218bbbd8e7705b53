package dev.freshet.identity.iam;

import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.Grants;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An attached managed policy on the wire. */
public record AttachedPolicy(String policyName, String policyArn) {
    static Page<AttachedPolicy> page(
            Grants grants,
            Entities entities,
            @Nullable String pathPrefix,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        List<AttachedPolicy> policies = grants.attached().stream()
                .map(entities::policy)
                .flatMap(Optional::stream)
                .filter(policy -> pathPrefix == null || policy.path().startsWith(pathPrefix))
                .map(policy -> new AttachedPolicy(policy.name(), policy.arn()))
                .toList();
        return Page.of(policies, AttachedPolicy::policyArn, Comparator.naturalOrder(), marker, maxItems);
    }
}
