package dev.freshet.identity.sts;

import dev.freshet.gateway.ApiException;
import dev.freshet.identity.Documents;
import dev.freshet.identity.QueryWording;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;
import dev.freshet.identity.session.Session;
import dev.freshet.identity.session.SessionScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a caller of AssumeRole wants of the new session beyond the role: policies, tags and a source identity, of which
 * some come from the caller's own session.
 *
 * @param given the tags of the request
 * @param inherited the transitive tags of the caller's session, which the request cannot change
 */
record RequestedSession(
        List<PolicyDocument> inlinePolicies,
        List<String> policyArns,
        Map<String, String> given,
        Map<String, String> inherited,
        Set<String> transitiveTagKeys,
        Optional<String> sourceIdentity,
        boolean setsSourceIdentity) {
    /** Characters of session policies together, and the base of {@code PackedPolicySize}, which is a percentage. */
    private static final int MAX_POLICY_LENGTH = 2048;

    private static final int MAX_POLICY_ARNS = 10;

    static RequestedSession of(AssumeRole.Request request, Optional<Session> callers) {
        Map<String, String> given = tags(request.tags());
        Map<String, String> inherited = inherited(callers);
        if (given.keySet().stream().anyMatch(inherited::containsKey)) {
            throw new ApiException(
                    "InvalidParameterValue",
                    400,
                    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key"
                            + " from the calling session.");
        }
        Set<String> transitive = new HashSet<>(inherited.keySet());
        if (request.transitiveTagKeys() != null) {
            transitive.addAll(request.transitiveTagKeys());
        }
        if (!keysOf(given, inherited).containsAll(transitive)) {
            throw new ApiException(
                    "InvalidParameterValue",
                    400,
                    "The specified transitive tag key must be included in the requested tags.");
        }
        return new RequestedSession(
                inline(request.policy()),
                arns(request.policyArns()),
                given,
                inherited,
                transitive,
                sourceIdentity(request.sourceIdentity(), callers),
                request.sourceIdentity() != null);
    }

    private static Set<String> keysOf(Map<String, String> given, Map<String, String> inherited) {
        Set<String> keys = new HashSet<>(given.keySet());
        keys.addAll(inherited.keySet());
        return keys;
    }

    private static Map<String, String> tags(@Nullable List<AssumeRole.SessionTag> tags) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (AssumeRole.SessionTag tag : tags == null ? List.<AssumeRole.SessionTag>of() : tags) {
            if (values.put(tag.key(), tag.value()) != null) {
                throw new ApiException(
                        "InvalidParameterValue",
                        400,
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return values;
    }

    private static Map<String, String> inherited(Optional<Session> callers) {
        Map<String, String> inherited = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        callers.map(Session::scope)
                .ifPresent(scope -> scope.transitiveTagKeys()
                        .forEach(key -> scope.tags().value(key).ifPresent(value -> inherited.put(key, value))));
        return inherited;
    }

    private static List<PolicyDocument> inline(@Nullable String policy) {
        if (policy == null) {
            return List.of();
        }
        if (policy.length() > MAX_POLICY_LENGTH) {
            throw new ApiException(
                    "PackedPolicyTooLarge",
                    400,
                    "The session policy has " + policy.length() + " characters; at most " + MAX_POLICY_LENGTH
                            + " are allowed.");
        }
        return List.of(Documents.read(policy, PolicyType.SESSION));
    }

    private static List<String> arns(@Nullable List<AssumeRole.PolicyArn> arns) {
        if (arns == null) {
            return List.of();
        }
        if (arns.size() > MAX_POLICY_ARNS) {
            throw QueryWording.validation("At most " + MAX_POLICY_ARNS + " managed policies can be session policies.");
        }
        return arns.stream()
                .map(AssumeRole.PolicyArn::arn)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Once set it stays for every session that follows from this one. */
    private static Optional<String> sourceIdentity(@Nullable String wanted, Optional<Session> callers) {
        Optional<String> before = callers.flatMap(session -> session.scope().sourceIdentity());
        if (wanted != null && before.isPresent() && !before.get().equals(wanted)) {
            throw new ApiException(
                    "AccessDenied", 403, "The source identity of a session cannot be changed by role chaining.");
        }
        return Optional.ofNullable(wanted).or(() -> before);
    }

    /** All that the trust policy must let the caller do. */
    List<String> actions() {
        List<String> actions = new ArrayList<>(List.of("sts:AssumeRole"));
        if (!given.isEmpty()) {
            actions.add("sts:TagSession");
        }
        if (setsSourceIdentity) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    /** What policies may ask about it. */
    Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new HashMap<>();
        given.forEach((key, value) -> keys.put("aws:RequestTag/" + key, List.of(value)));
        keys.put("aws:TagKeys", List.copyOf(given.keySet()));
        keys.put("sts:TransitiveTagKeys", List.copyOf(transitiveTagKeys));
        sourceIdentity.ifPresent(identity -> keys.put("sts:SourceIdentity", List.of(identity)));
        return keys;
    }

    SessionScope scope(Entities entities) {
        List<PolicyDocument> policies = new ArrayList<>(inlinePolicies);
        for (String arn : policyArns) {
            ManagedPolicy policy = entities.policy(arn)
                    .orElseThrow(() -> QueryWording.validation("The managed policy " + arn + " does not exist."));
            policies.add(policy.inForce().document());
        }
        return new SessionScope(policies, Tags.NONE.with(inherited).with(given), transitiveTagKeys, sourceIdentity);
    }

    /** In percent of what is allowed; absent when there is nothing to pack. */
    @Nullable
    Integer packedSize() {
        int length = inlinePolicies.stream()
                .mapToInt(policy -> policy.text().length())
                .sum();
        length += given.entrySet().stream()
                .mapToInt(tag -> tag.getKey().length() + tag.getValue().length())
                .sum();
        length += policyArns.stream().mapToInt(String::length).sum();
        return length == 0 ? null : Math.ceilDiv(length * 100, MAX_POLICY_LENGTH);
    }
}
