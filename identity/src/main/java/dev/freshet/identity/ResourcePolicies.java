package dev.freshet.identity;

import dev.freshet.identity.policy.MalformedPolicyException;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyReader;
import dev.freshet.identity.policy.PolicyType;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The policies that services keep on their resources, understood once and not at every call. Thread-safe. */
final class ResourcePolicies {
    /** Far above what one account puts on its data streams; forgetting all of them only costs reading them again. */
    private static final int KEPT_MAX = 1000;

    private final Map<String, PolicyDocument> understood = new ConcurrentHashMap<>();

    /** @throws IllegalStateException when the service kept a policy that has a fault */
    PolicyDocument read(String text) {
        PolicyDocument known = understood.get(text);
        if (known != null) {
            return known;
        }
        if (understood.size() >= KEPT_MAX) {
            understood.clear();
        }
        try {
            PolicyDocument document = PolicyReader.read(text, PolicyType.RESOURCE_BASED);
            understood.put(text, document);
            return document;
        } catch (MalformedPolicyException e) {
            throw new IllegalStateException("A resource's policy cannot be understood: " + text, e);
        }
    }

    Optional<String> faultOf(String text) {
        try {
            PolicyReader.read(text, PolicyType.RESOURCE_BASED);
            return Optional.empty();
        } catch (MalformedPolicyException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
