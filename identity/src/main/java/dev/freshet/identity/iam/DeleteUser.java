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

/** Deletes a user who has no policies and no access keys left. */
final class DeleteUser implements Action<DeleteUser.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName) {}

    private final Directory directory;

    DeleteUser(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteUser";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onUser("DeleteUser", directory.entities(), call.account(), request.userName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            if (!edit.entities().keysOf(user).isEmpty()) {
                throw IamErrors.accessKeysLeft();
            }
            if (!user.grants().attached().isEmpty()) {
                throw IamErrors.attachedPoliciesLeft();
            }
            if (!user.grants().inline().isEmpty()) {
                throw IamErrors.inlinePoliciesLeft();
            }
            edit.remove(user);
            return NoOutput.NO_OUTPUT;
        });
    }
}
