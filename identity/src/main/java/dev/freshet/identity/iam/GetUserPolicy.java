package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.User;
import dev.freshet.identity.policy.PolicyDocument;
import java.util.Optional;

/** Shows an inline policy of a user. */
final class GetUserPolicy implements Action<GetUserPolicy.Request, GetUserPolicy.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName) {}

    public record Response(String userName, String policyName, String policyDocument) {}

    private final Directory directory;

    GetUserPolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "GetUserPolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onUser("GetUserPolicy", directory.entities(), call.account(), request.userName()));
    }

    @Override
    public Response handle(Request request, Call call) {
        User user = directory
                .entities()
                .user(request.userName())
                .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
        PolicyDocument document = InlinePolicies.find(user.grants(), request.policyName())
                .orElseThrow(() -> IamErrors.noSuchUserPolicy(request.policyName()));
        return new Response(user.name(), request.policyName(), Documents.encoded(document));
    }
}
