package dev.freshet.identity.policy;

import dev.freshet.identity.policy.ApplicablePolicies.OnResource;
import dev.freshet.identity.policy.PolicyDocument.Answer;
import java.util.List;
import java.util.Optional;

/**
 * Decides a request by the policies that bear upon it: a pure function, in the order of the IAM User Guide, "Policy
 * evaluation logic".
 *
 * <ol>
 *   <li>A statement that denies, in whichever policy, ends it.
 *   <li>A policy on the resource that names the requester is enough within the account. One that names the requester's
 *       account only opens the door: the requester's own policies must allow it too. Across accounts both sides must.
 *   <li>A role's trust policy and a key's policy are decisive: without them nothing is allowed.
 *   <li>What the requester's own policies allow is cut down to what the boundary and the session's policies allow too.
 * </ol>
 */
public final class Evaluation {
    private Evaluation() {}

    public static Verdict decide(ApplicablePolicies policies, AccessRequest request) {
        Answer onResource = policies.resource()
                .map(policy -> policy.document().answer(request))
                .orElse(Answer.SILENT);
        Optional<PolicyType> denying = denying(policies, onResource, request);
        if (denying.isPresent()) {
            return new Verdict.ExplicitlyDenied(denying.get());
        }
        if (onResource == Answer.SILENT) {
            Optional<OnResource> needed =
                    policies.resource().filter(policy -> policy.decisive() || request.crossesAccounts());
            if (needed.isPresent()) {
                return new Verdict.NotAllowed(needed.get().type());
            }
            if (request.crossesAccounts()) {
                return new Verdict.NotAllowed(PolicyType.RESOURCE_BASED);
            }
        }
        if (onResource == Answer.ALLOWS && !request.crossesAccounts()) {
            return new Verdict.Allowed();
        }
        return byIdentity(policies, request);
    }

    private static Verdict byIdentity(ApplicablePolicies policies, AccessRequest request) {
        if (noneAllows(policies.identity(), request)) {
            return new Verdict.NotAllowed(PolicyType.IDENTITY_BASED);
        }
        if (policies.boundary().isPresent()
                && noneAllows(List.of(policies.boundary().get()), request)) {
            return new Verdict.NotAllowed(PolicyType.PERMISSIONS_BOUNDARY);
        }
        if (!policies.session().isEmpty() && noneAllows(policies.session(), request)) {
            return new Verdict.NotAllowed(PolicyType.SESSION);
        }
        return new Verdict.Allowed();
    }

    private static Optional<PolicyType> denying(ApplicablePolicies policies, Answer onResource, AccessRequest request) {
        if (onResource == Answer.DENIES) {
            return policies.resource().map(OnResource::type);
        }
        if (anyDenies(policies.identity(), request)) {
            return Optional.of(PolicyType.IDENTITY_BASED);
        }
        if (policies.boundary()
                .filter(boundary -> anyDenies(List.of(boundary), request))
                .isPresent()) {
            return Optional.of(PolicyType.PERMISSIONS_BOUNDARY);
        }
        return anyDenies(policies.session(), request) ? Optional.of(PolicyType.SESSION) : Optional.empty();
    }

    private static boolean anyDenies(List<PolicyDocument> documents, AccessRequest request) {
        return documents.stream().anyMatch(document -> document.answer(request) == Answer.DENIES);
    }

    private static boolean noneAllows(List<PolicyDocument> documents, AccessRequest request) {
        return documents.stream().noneMatch(document -> document.answer(request) == Answer.ALLOWS);
    }
}
