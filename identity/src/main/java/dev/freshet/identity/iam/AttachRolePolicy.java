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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Attaches a managed policy to a role; nothing changes when it is attached already. */
final class AttachRolePolicy implements Action<AttachRolePolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_ROLE_NAME) @Pattern(Shapes.NAME)
            String roleName,

            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn) {}

    private final Directory directory;

    AttachRolePolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "AttachRolePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onRole(
                "AttachRolePolicy",
                directory.entities(),
                call.account(),
                request.roleName(),
                Map.of(IamPermissions.POLICY_ARN, List.of(request.policyArn()))));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            Role role = edit.entities()
                    .role(request.roleName())
                    .orElseThrow(() -> IamErrors.noSuchRole(request.roleName()));
            edit.put(role.withGrants(
                    Attachments.attach(role.grants(), request.policyArn(), edit.entities(), "PoliciesPerRole")));
            return NoOutput.NO_OUTPUT;
        });
    }
}
