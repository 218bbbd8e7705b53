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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Detaches a managed policy from a user. */
final class DetachUserPolicy implements Action<DetachUserPolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(min = Shapes.MIN_ARN, max = Shapes.MAX_ARN)
            String policyArn) {}

    private final Directory directory;

    DetachUserPolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "DetachUserPolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(IamPermissions.onUser(
                "DetachUserPolicy",
                directory.entities(),
                call.account(),
                request.userName(),
                Map.of(IamPermissions.POLICY_ARN, List.of(request.policyArn()))));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            edit.put(user.withGrants(Attachments.detach(user.grants(), request.policyArn())));
            return NoOutput.NO_OUTPUT;
        });
    }
}
