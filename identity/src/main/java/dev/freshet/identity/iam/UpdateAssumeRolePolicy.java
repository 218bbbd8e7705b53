package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Role;
import java.util.Optional;

/** Replaces a role's trust policy. */
final class UpdateAssumeRolePolicy implements Action<UpdateAssumeRolePolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = 1, max = Shapes.MAX_DOCUMENT) @Pattern(Shapes.DOCUMENT)
            String policyDocument) {}

    private final Directory directory;

    UpdateAssumeRolePolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "UpdateAssumeRolePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "UpdateAssumeRolePolicy", directory.entities(), call.account(), request.roleName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            edit.put(role.withTrust(TrustPolicies.read(request.policyDocument(), edit.entities(), call.account())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
