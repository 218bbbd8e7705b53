package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Query;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code UntagResource}: removes tags by key; a key that is not there is no fault. */
@Route(method = "DELETE", path = "/tags/{resourceArn}")
public final class UntagResource implements Action<UntagResource.Request, NoOutput> {
    private final DsqlStore store;
    private final DsqlNames names;
    private final Permissions permissions;

    public UntagResource(DsqlStore store, DsqlNames names, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "UntagResource";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onResource(name(), request.resourceArn, Map.of(), request.tagKeys));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        return store.change(state -> {
            TaggedResources.change(state, names, request.resourceArn, old -> old.minus(request.tagKeys));
            return NoOutput.NO_OUTPUT;
        });
    }

    public record Request(
            @Label @Required @Length(min = 1, max = 1011) @Pattern(Patterns.RESOURCE_ARN)
            String resourceArn,

            @Query("tagKeys") @Required @Length(max = 200) @Each(min = 1, max = 128, pattern = Patterns.TAG)
            List<String> tagKeys) {}
}
