package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.Quotas;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code TagResource}: adds tags to a cluster or CDC stream, and replaces those of the same key. */
@Route(method = "POST", path = "/tags/{resourceArn}")
public final class TagResource implements Action<TagResource.Request, NoOutput> {
    private final DsqlStore store;
    private final DsqlNames names;
    private final Quotas quotas;
    private final Permissions permissions;

    public TagResource(DsqlStore store, DsqlNames names, Quotas quotas, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.quotas = quotas;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "TagResource";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onResource(name(), request.resourceArn, request.tags, List.of()));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        Map<String, String> tags = TagRules.checked(request.tags);
        boolean ofCluster = names.resource(request.resourceArn)
                .filter(resource -> resource instanceof DsqlNames.Resource.OfCluster)
                .isPresent();
        return store.change(state -> {
            TaggedResources.change(
                    state,
                    names,
                    request.resourceArn,
                    old -> TagRules.within(quotas, old.plus(tags), request.resourceArn, ofCluster));
            return NoOutput.NO_OUTPUT;
        });
    }

    public record Request(
            @Label @Required @Length(min = 1, max = 1011) @Pattern(Patterns.RESOURCE_ARN)
            String resourceArn,

            @Required
            @Length(max = 200)
            @Each(min = 1, max = 128, pattern = Patterns.TAG)
            @EachValue(max = 256, pattern = Patterns.TAG)
            Map<String, String> tags) {}
}
