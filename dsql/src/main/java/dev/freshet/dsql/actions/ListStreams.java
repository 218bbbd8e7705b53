package dev.freshet.dsql.actions;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.Clusters;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.actions.Pages.Page;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Query;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ListStreams}: a cluster's CDC streams, oldest first. */
@Route(method = "GET", path = "/stream/{clusterIdentifier}")
public final class ListStreams implements Action<ListStreams.Request, ListStreams.Answer> {
    private static final int DEFAULT_RESULTS = 10;

    private final DsqlStore store;
    private final DsqlNames names;
    private final Permissions permissions;

    public ListStreams(DsqlStore store, DsqlNames names, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "ListStreams";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onCluster(name(), request.clusterIdentifier));
    }

    @Override
    public Answer handle(Request request, Call call) {
        List<CdcStream> streams = store.read(state ->
                state.cdcStreams(Clusters.find(state, request.clusterIdentifier).id()));
        int size = Objects.requireNonNullElse(request.maxResults, DEFAULT_RESULTS);
        Page<CdcStream> page = Pages.page(
                streams, stream -> Pages.byAge(stream.createdAt(), stream.id().value()), size, request.nextToken);
        return new Answer(
                page.nextToken(), page.items().stream().map(this::item).toList());
    }

    private Item item(CdcStream stream) {
        return new Item(
                stream.cluster().value(),
                stream.id().value(),
                names.arn(stream.cluster(), stream.id()).toString(),
                stream.createdAt(),
                stream.state().status());
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String clusterIdentifier,

            @Query("max-results") @Range(min = 1, max = 100) @Nullable
            Integer maxResults,

            @Query("next-token") @Nullable String nextToken) {}

    public record Answer(@Nullable String nextToken, List<Item> streams) {}

    public record Item(
            String clusterIdentifier, String streamIdentifier, String arn, Instant creationTime, String status) {}
}
