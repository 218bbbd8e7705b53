package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.ManagedPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the versions of a managed policy, newest first. */
final class ListPolicyVersions implements Action<ListPolicyVersions.Request, ListPolicyVersions.Response> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn,

            @Length(min = 1, max = Shapes.MAX_MARKER) @Pattern(Shapes.MARKER) @Nullable
            String marker,

            @Range(min = 1, max = Shapes.MAX_ITEMS) @Nullable
            Integer maxItems) {}

    public record Response(
            List<PolicyVersionView> versions,
            boolean isTruncated,
            @Nullable String marker) {}

    private final Directory directory;

    ListPolicyVersions(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "ListPolicyVersions";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onPolicy("ListPolicyVersions", directory.entities(), request.policyArn()));
    }

    @Override
    public Response handle(Request request, Call call) {
        ManagedPolicy policy = ManagedPolicies.any(directory.entities(), request.policyArn());
        List<PolicyVersionView> versions = policy.versions().sequencedValues().reversed().stream()
                .map(version -> PolicyVersionView.inList(policy, version))
                .toList();
        // Five at most, and the marker goes by what sorts after the last one shown.
        Comparator<String> newestFirst =
                Comparator.comparingInt(ManagedPolicies::number).reversed();
        Page<PolicyVersionView> page =
                Page.of(versions, PolicyVersionView::versionId, newestFirst, request.marker(), request.maxItems());
        return new Response(page.items(), page.isTruncated(), page.markerOrNull());
    }
}
