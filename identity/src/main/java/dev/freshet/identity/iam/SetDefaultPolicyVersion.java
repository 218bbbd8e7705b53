package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.ManagedPolicy;
import java.util.Optional;

/** Puts a version of a managed policy in force. */
final class SetDefaultPolicyVersion implements Action<SetDefaultPolicyVersion.Request, NoOutput> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn,

            @Required @Pattern(Shapes.VERSION_ID) String versionId) {}

    private final Directory directory;

    SetDefaultPolicyVersion(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "SetDefaultPolicyVersion";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onPolicy("SetDefaultPolicyVersion", directory.entities(), request.policyArn()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            ManagedPolicy policy = ManagedPolicies.customers(edit.entities(), request.policyArn());
            edit.put(policy.withDefault(
                    ManagedPolicies.version(policy, request.versionId()).number()));
            return NoOutput.NO_OUTPUT;
        });
    }
}
