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
import dev.freshet.identity.entity.User;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyType;
import java.util.Optional;

/** Gives a user an inline policy, or replaces the one of that name. */
final class PutUserPolicy implements Action<PutUserPolicy.Request, NoOutput> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_EXISTING_USER_NAME) @Pattern(Shapes.NAME)
            String userName,

            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName,

            @Required @Length(min = 1, max = Shapes.MAX_DOCUMENT) @Pattern(Shapes.DOCUMENT)
            String policyDocument) {}

    private final Directory directory;

    PutUserPolicy(Directory directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "PutUserPolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(
                IamPermissions.onUser("PutUserPolicy", directory.entities(), call.account(), request.userName()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        PolicyDocument document = Documents.read(request.policyDocument(), PolicyType.IDENTITY_BASED);
        return directory.change(edit -> {
            User user = edit.entities()
                    .user(request.userName())
                    .orElseThrow(() -> IamErrors.noSuchUser(request.userName()));
            Grants grants = user.grants().withInline(request.policyName(), document);
            InlinePolicies.checkLength(grants, Quotas.USER_POLICIES_LENGTH, "user " + user.name());
            edit.put(user.withGrants(grants));
            return NoOutput.NO_OUTPUT;
        });
    }
}
