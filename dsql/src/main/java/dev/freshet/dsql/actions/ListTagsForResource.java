package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ListTagsForResource}. */
@Route(method = "GET", path = "/tags/{resourceArn}")
public final class ListTagsForResource implements Action<ListTagsForResource.Request, ListTagsForResource.Answer> {
    private final DsqlStore store;
    private final DsqlNames names;
    private final Permissions permissions;

    public ListTagsForResource(DsqlStore store, DsqlNames names, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "ListTagsForResource";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onResource(name(), request.resourceArn, Map.of(), List.of()));
    }

    @Override
    public Answer handle(Request request, Call call) {
        return new Answer(store.read(state -> TaggedResources.tags(state, names, request.resourceArn))
                .byKey());
    }

    public record Request(
            @Label @Required @Length(min = 1, max = 1011) @Pattern(Patterns.RESOURCE_ARN)
            String resourceArn) {}

    public record Answer(Map<String, String> tags) {}
}
