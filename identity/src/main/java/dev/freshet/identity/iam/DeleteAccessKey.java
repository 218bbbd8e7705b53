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
import org.jspecify.annotations.Nullable;

/** Deletes an access key; nothing signed with it is accepted from then on. */
final class DeleteAccessKey implements Action<DeleteAccessKey.Request, NoOutput> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME) @Nullable
            String userName,

            @Required @Length(min = Shapes.MIN_KEY_ID, max = Shapes.MAX_KEY_ID) @Pattern(Shapes.KEY_ID)
            String accessKeyId) {}

    private final Directory directory;

    DeleteAccessKey(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DeleteAccessKey";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "DeleteAccessKey", directory.entities(), call.account(), OwnUser.orNamed(request.userName(), call)));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        String name = OwnUser.orNamed(request.userName(), call);
        return directory.change(edit -> {
            User user = edit.entities().user(name).orElseThrow(() -> IamErrors.noSuchUser(name));
            edit.remove(AccessKeyView.find(edit.entities(), user, request.accessKeyId()));
            return NoOutput.NO_OUTPUT;
        });
    }
}
