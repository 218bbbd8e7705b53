package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.entity.UserKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Switches an access key off or on. */
final class UpdateAccessKey implements Action<UpdateAccessKey.Request, NoOutput> {
    public record Request(
            @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME) @Nullable
            String userName,

            @Required @Length(min = Shapes.MIN_KEY_ID, max = Shapes.MAX_KEY_ID) @Pattern(Shapes.KEY_ID)
            String accessKeyId,

            @Required @OneOf(Status.class) String status) {}

    private final Directory directory;

    UpdateAccessKey(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "UpdateAccessKey";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "UpdateAccessKey", directory.entities(), call.account(), OwnUser.orNamed(request.userName(), call)));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        String name = OwnUser.orNamed(request.userName(), call);
        return directory.change(edit -> {
            User user = edit.entities().user(name).orElseThrow(() -> IamErrors.noSuchUser(name));
            UserKey key = AccessKeyView.find(edit.entities(), user, request.accessKeyId());
            if (request.status().equals(Status.Expired.name())) {
                throw IamErrors.invalidInput("The status of an access key can be set to Active or Inactive.");
            }
            edit.put(key.withActive(request.status().equals(Status.Active.name())));
            return NoOutput.NO_OUTPUT;
        });
    }

    /** As on the wire. */
    public enum Status {
        Active,
        Inactive,
        /** Known to the model; nobody can set it. */
        Expired
    }
}
