package dev.freshet.identity.iam;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import dev.freshet.identity.entity.Tags;
import dev.freshet.identity.entity.UniqueIds;
import dev.freshet.identity.policy.PolicyDocument;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a managed policy, which roles and users can share. */
final class CreatePolicy implements Action<CreatePolicy.Request, CreatePolicy.Response> {
    public record Request(
            @Required @Length(min = 1, max = Shapes.MAX_POLICY_NAME) @Pattern(Shapes.NAME)
            String policyName,

            @Length(min = 1, max = Shapes.MAX_PATH) @Pattern(Shapes.POLICY_PATH) @Nullable
            String path,

            @Required @Length(min = 1, max = Shapes.MAX_DOCUMENT) @Pattern(Shapes.DOCUMENT)
            String policyDocument,

            @Length(max = Shapes.MAX_DESCRIPTION) @Nullable String description,
            @Length(max = 50) @Nullable List<Tag> tags) {}

    public record Response(PolicyView policy) {}

    private final Directory directory;
    private final UniqueIds ids;

    CreatePolicy(Directory directory, UniqueIds ids) {
        this.directory = directory;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "CreatePolicy";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        String path = request.path() == null ? "/" : request.path();
        return Optional.of(new Permission(
                "iam:CreatePolicy",
                ManagedPolicy.arn(call.account().value(), path, request.policyName()),
                IamPermissions.requestTags(request.tags())));
    }

    @Override
    public Response handle(Request request, Call call) {
        PolicyDocument document = ManagedPolicies.read(request.policyDocument());
        return directory.change(edit -> {
            Entities entities = edit.entities();
            String owner = call.account().value();
            if (entities.policyByName(owner, request.policyName()).isPresent()) {
                throw IamErrors.alreadyExists("A policy called " + request.policyName()
                        + " already exists. Duplicate names are not allowed.");
            }
            if (entities.policiesOf(owner).size() >= Quotas.CUSTOMER_POLICIES) {
                throw IamErrors.quota("PoliciesPerAccount", Quotas.CUSTOMER_POLICIES);
            }
            ManagedPolicy policy = ManagedPolicy.create(
                    call.account(),
                    request.path() == null ? "/" : request.path(),
                    request.policyName(),
                    ids.managedPolicy(),
                    call.time().truncatedTo(ChronoUnit.SECONDS),
                    Optional.ofNullable(request.description()),
                    document,
                    Tag.add(Tags.NONE, request.tags()));
            edit.put(policy);
            return new Response(PolicyView.inList(policy, edit.entities()));
        });
    }
}
