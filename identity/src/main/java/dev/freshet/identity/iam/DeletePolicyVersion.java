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

/** Deletes a version of a managed policy that is not in force. */
final class DeletePolicyVersion implements Action<DeletePolicyVersion.Request, NoOutput> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn,

            @Required @Pattern(Shapes.VERSION_ID) String versionId) {}

    private final Directory directory;

    DeletePolicyVersion(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeletePolicyVersion";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onPolicy("DeletePolicyVersion", directory.entities(), request.policyArn()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            ManagedPolicy policy = ManagedPolicies.customers(edit.entities(), request.policyArn());
            int number = ManagedPolicies.version(policy, request.versionId()).number();
            if (number == policy.defaultVersion()) {
                throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
            }
            edit.put(policy.withoutVersion(number));
            return NoOutput.NO_OUTPUT;
        });
    }
}
