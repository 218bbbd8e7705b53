package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.policy.PolicyDocument;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds a version to a managed policy, and puts it in force when asked to. */
final class CreatePolicyVersion implements Action<CreatePolicyVersion.Request, CreatePolicyVersion.Response> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn,

            @Required @Length(min = 1, max = Shapes.MAX_DOCUMENT) @Pattern(Shapes.DOCUMENT)
            String policyDocument,

            @Nullable Boolean setAsDefault) {}

    public record Response(PolicyVersionView policyVersion) {}

    private final Directory directory;

    CreatePolicyVersion(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "CreatePolicyVersion";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onPolicy("CreatePolicyVersion", directory.entities(), request.policyArn()));
    }

    @Override
    public Response handle(Request request, Call call) {
        PolicyDocument document = ManagedPolicies.read(request.policyDocument());
        return directory.change(edit -> {
            ManagedPolicy policy = ManagedPolicies.customers(edit.entities(), request.policyArn());
            if (policy.versions().size() >= ManagedPolicy.MAX_VERSIONS) {
                throw IamErrors.limitExceeded("A managed policy can have up to " + ManagedPolicy.MAX_VERSIONS
                        + " versions. Before you create a new version, you must delete an existing version.");
            }
            Instant now = call.time().truncatedTo(ChronoUnit.SECONDS);
            ManagedPolicy changed = policy.withVersion(document, now, Boolean.TRUE.equals(request.setAsDefault()));
            edit.put(changed);
            return new Response(PolicyVersionView.inList(
                    changed, changed.version(changed.lastVersion()).orElseThrow()));
        });
    }
}
