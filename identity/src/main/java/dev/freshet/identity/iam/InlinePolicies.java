package dev.freshet.identity.iam;

import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.policy.PolicyDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What roles and users do alike with their inline policies. */
final class InlinePolicies {
    private InlinePolicies() {}

    static Optional<PolicyDocument> find(Grants grants, String name) {
        return Optional.ofNullable(grants.inline().get(name));
    }

    /** The quota holds for all inline policies of an entity together. */
    static void checkLength(Grants grants, int quota, String whose) {
        int length = grants.inline().values().stream()
                .mapToInt(Documents::countedLength)
                .sum();
        if (length > quota) {
            throw IamErrors.limitExceeded("Maximum policy size of " + quota + " bytes exceeded for " + whose);
        }
    }

    static Page<String> names(Grants grants, @Nullable String marker, @Nullable Integer maxItems) {
        List<String> names = List.copyOf(grants.inline().keySet());
        return Page.of(names, name -> name, Comparator.naturalOrder(), marker, maxItems);
    }
}
