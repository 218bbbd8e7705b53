package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Grants;
import dev.freshet.identity.entity.Role;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;
import java.util.Optional;

/** Gives a role an inline policy, or replaces the one of that name. */
final class PutRolePolicy implements Action<PutRolePolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName,

            @Required @Length(min = 1, max = Shapes.MAX_DOCUMENT) @Pattern(Shapes.DOCUMENT)
            String policyDocument) {}

    private final Directory directory;

    PutRolePolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "PutRolePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onRole("PutRolePolicy", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        PolicyDocument document = Documents.read(request.policyDocument(), PolicyType.IDENTITY_BASED);
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            Grants grants = role.grants().withInline(request.policyName(), document);
            InlinePolicies.checkLength(grants, Quotas.ROLE_POLICIES_LENGTH, "role " + role.name());
            edit.put(role.withGrants(grants));
            return NoOutput.NO_OUTPUT;
        });
    }
}
