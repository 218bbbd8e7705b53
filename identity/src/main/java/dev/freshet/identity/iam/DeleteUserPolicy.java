package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.User;
import java.util.Optional;

/** Takes an inline policy from a user. */
final class DeleteUserPolicy implements Action<DeleteUserPolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName) {}

    private final Directory directory;

    DeleteUserPolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteUserPolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onUser("DeleteUserPolicy", directory.entities(), call.account(), request.userName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            if (InlinePolicies.find(user.grants(), request.policyName()).isEmpty()) {
                throw IamErrors.noSuchUserPolicy(request.policyName());
            }
            edit.put(user.withGrants(user.grants().withoutInline(request.policyName())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
