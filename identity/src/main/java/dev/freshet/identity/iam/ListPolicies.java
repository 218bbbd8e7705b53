package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists managed policies: the account's, AWS's, or both. */
final class ListPolicies implements Action<ListPolicies.Request, ListPolicies.Response> {
    public record Request(
            @OneOf(Scope.class) @Nullable String scope,
            @Nullable Boolean onlyAttached,

            @Length(min = 1, max = Shapes.MAX_PATH) @Pattern(Shapes.POLICY_PATH) @Nullable
            String pathPrefix,

            @OneOf(Usage.class) @Nullable String policyUsageFilter,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<PolicyView> policies,
            boolean isTruncated,
            @Nullable String marker) {}

    private final Directory directory;

    ListPolicies(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListPolicies";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("iam:ListPolicies", "*"));
    }

    @Override
    public Response handle(Request request, Call call) {
        Entities entities = directory.entities();
        List<ManagedPolicy> policies = entities.policies().values().stream()
                .filter(policy -> isWanted(policy, request, entities))
                .toList();
        Page<ManagedPolicy> page =
                Page.of(policies, ManagedPolicy::arn, Comparator.naturalOrder(), request.marker(), request.maxItems());
        return new Response(
                page.items().stream()
                        .map(policy -> PolicyView.inList(policy, entities))
                        .toList(),
                page.isTruncated(),
                page.markerOrNull());
    }

    private static boolean isWanted(ManagedPolicy policy, Request request, Entities entities) {
        Scope scope = request.scope() == null ? Scope.All : Scope.valueOf(request.scope());
        boolean inScope = switch (scope) {
            case All -> true;
            case AWS -> policy.isAwss();
            case Local -> !policy.isAwss();
        };
        boolean attachedEnough = !Boolean.TRUE.equals(request.onlyAttached()) || entities.attachments(policy) > 0;
        boolean under = request.pathPrefix() == null || policy.path().startsWith(request.pathPrefix());
        return inScope && attachedEnough && under && isUsed(policy, request.policyUsageFilter(), entities);
    }

    private static boolean isUsed(ManagedPolicy policy, @Nullable String usage, Entities entities) {
        if (usage == null) {
            return true;
        }
        return switch (Usage.valueOf(usage)) {
            case PermissionsPolicy -> entities.attachments(policy) > 0;
            case PermissionsBoundary -> entities.boundaryUses(policy) > 0;
        };
    }

    /** As on the wire. */
    public enum Scope {
        All,
        AWS,
        Local
    }

    /** As on the wire. */
    public enum Usage {
        PermissionsPolicy,
        PermissionsBoundary
    }
}
