package dev.freshet.identity;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.RoleAssumption.Refused.NoSuchRole;
import dev.freshet.identity.RoleAssumption.Refused.NotTrusted;
import dev.freshet.identity.RoleAssumption.Refused.TrustDenied;
import dev.freshet.identity.RoleAssumption.Refused.UnmetConditions;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.policy.AccessRequest;
import dev.freshet.identity.policy.ApplicablePolicies;
import dev.freshet.identity.policy.ApplicablePolicies.OnResource;
import dev.freshet.identity.policy.Condition;
import dev.freshet.identity.policy.ConditionKey;
import dev.freshet.identity.policy.ConditionKeys;
import dev.freshet.identity.policy.Evaluation;
import dev.freshet.identity.policy.Requester;
import dev.freshet.identity.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a service act with a role that a user handed to it. Only the role's trust policy decides. Cheap and without
 * side effects, so it may be asked before every use; what the role may then do is the authorizer's to say.
 */
public final class ServiceRoles {
    private static final String ASSUME_ROLE = "sts:AssumeRole";

    /** AWS's limit for the name of a session. */
    private static final int MAX_SESSION_NAME = 64;

    private final Directory directory;

    public ServiceRoles(Directory directory) {
        this.directory = directory;
    }

    /**
     * Asks for the role on behalf of a resource.
     *
     * @param servicePrincipal such as {@code dsql.amazonaws.com}
     * @param sourceArn the resource that the service acts for, {@code aws:SourceArn} in the trust policy
     * @param sourceAccount whose resource it is, {@code aws:SourceAccount} in the trust policy
     */
    public RoleAssumption assume(String roleArn, String servicePrincipal, String sourceArn, AccountId sourceAccount) {
        Optional<Role> role = directory.entities().roleByArn(roleArn);
        if (role.isEmpty()) {
            return new NoSuchRole(roleArn);
        }
        ConditionKeys keys = ConditionKeys.of(Map.of(
                "aws:SourceArn", List.of(sourceArn),
                "aws:SourceAccount", List.of(sourceAccount.value()),
                "aws:PrincipalIsAWSService", List.of("true"),
                "aws:PrincipalServiceName", List.of(servicePrincipal),
                "aws:ResourceAccount", List.of(role.get().account().value())));
        AccessRequest request = new AccessRequest(
                new Requester.AwsService(servicePrincipal),
                ASSUME_ROLE,
                roleArn,
                Optional.of(role.get().account()),
                keys);
        return assume(role.get(), request, servicePrincipal, sessionName(servicePrincipal, sourceArn));
    }

    private static RoleAssumption assume(Role role, AccessRequest request, String service, String sessionName) {
        OnResource trust = OnResource.trust(role.trust());
        return switch (Evaluation.decide(ApplicablePolicies.of(List.of()).with(trust), request)) {
            case Verdict.Allowed _ ->
                new RoleAssumption.Assumed(
                        new Principal.RoleSession(role.account(), role.path(), role.name(), role.id(), sessionName));
            case Verdict.ExplicitlyDenied _ -> new TrustDenied(role.arn(), service);
            case Verdict.NotAllowed _ -> whyNotAllowed(role, request, service);
        };
    }

    private static RoleAssumption whyNotAllowed(Role role, AccessRequest request, String service) {
        if (!role.trust().namesRequester(request)) {
            return new NotTrusted(role.arn(), service);
        }
        List<UnmetConditions.Unmet> unmet = role.trust().unmetConditions(request).stream()
                .map(condition -> unmet(condition, request.keys()))
                .toList();
        return new UnmetConditions(role.arn(), service, unmet);
    }

    private static UnmetConditions.Unmet unmet(Condition condition, ConditionKeys keys) {
        return new UnmetConditions.Unmet(
                condition.operator(), properName(condition.key()), condition.values(), keys.values(condition.key()));
    }

    /** As the documentation spells it, for people. */
    private static String properName(ConditionKey key) {
        return switch (key.name()) {
            case "aws:sourcearn" -> "aws:SourceArn";
            case "aws:sourceaccount" -> "aws:SourceAccount";
            default -> key.name();
        };
    }

    /** The service's short name and the last part of the source, such as {@code dsql-w2xyz...}. */
    private static String sessionName(String servicePrincipal, String sourceArn) {
        String service = servicePrincipal.substring(0, servicePrincipal.indexOf('.'));
        String source = sourceArn.substring(sourceArn.lastIndexOf('/') + 1).replaceAll("[^\\w+=,.@-]", "-");
        String name = service + "-" + source;
        return name.substring(0, Math.min(name.length(), MAX_SESSION_NAME));
    }
}
