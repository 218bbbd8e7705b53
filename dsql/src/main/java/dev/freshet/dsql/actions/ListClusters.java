package dev.freshet.dsql.actions;

import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.actions.Pages.Page;
import dev.freshet.dsql.store.DsqlState;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Http.Query;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ListClusters}: oldest first. */
@Route(method = "GET", path = "/cluster")
public final class ListClusters implements Action<ListClusters.Request, ListClusters.Answer> {
    /** Undocumented at AWS; all that an account may have without asking for more. */
    private static final int DEFAULT_RESULTS = 20;

    private final DsqlStore store;
    private final DsqlNames names;

    public ListClusters(DsqlStore store, DsqlNames names) {
        this.store = store;
        this.names = names;
    }

    @Override
    public String name() {
        return "ListClusters";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("dsql:ListClusters", "*"));
    }

    @Override
    public Answer handle(Request request, Call call) {
        int size = Objects.requireNonNullElse(request.maxResults, DEFAULT_RESULTS);
        Page<Cluster> page = Pages.page(
                store.read(DsqlState::clusters),
                cluster -> Pages.byAge(cluster.createdAt(), cluster.id().value()),
                size,
                request.nextToken);
        return new Answer(
                page.nextToken(), page.items().stream().map(this::item).toList());
    }

    private Item item(Cluster cluster) {
        return new Item(cluster.id().value(), names.arn(cluster.id()).toString());
    }

    public record Request(
            @Query("max-results") @Range(min = 1, max = 100) @Nullable
            Integer maxResults,

            @Query("next-token") @Nullable String nextToken) {}

    public record Answer(@Nullable String nextToken, List<Item> clusters) {}

    public record Item(String identifier, String arn) {}
}
