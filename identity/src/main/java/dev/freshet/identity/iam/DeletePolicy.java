package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import java.util.Optional;

/** Deletes a managed policy that nobody uses and that has no version left but its default. */
final class DeletePolicy implements Action<DeletePolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn) {}

    private final Directory directory;

    DeletePolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeletePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onPolicy("DeletePolicy", directory.entities(), request.policyArn()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Entities entities = edit.entities();
            ManagedPolicy policy = ManagedPolicies.customers(entities, request.policyArn());
            if (entities.attachments(policy) > 0 || entities.boundaryUses(policy) > 0) {
                throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
            }
            if (policy.versions().size() > 1) {
                throw IamErrors.deleteConflict("This policy has more than one version. Before you delete a policy, "
                        + "you must delete the policy's versions. The default version is deleted with the policy.");
            }
            edit.remove(policy);
            return NoOutput.NO_OUTPUT;
        });
    }
}
