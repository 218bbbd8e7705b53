package dev.freshet.dsql.actions;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamState;
import dev.freshet.dsql.CdcStreams;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GetStream}: with the reason when it is IMPAIRED or FAILED. */
@Route(method = "GET", path = "/stream/{clusterIdentifier}/{streamIdentifier}")
public final class GetStream implements Action<GetStream.Request, GetStream.Answer> {
    private final DsqlStore store;
    private final DsqlNames names;
    private final Permissions permissions;

    public GetStream(DsqlStore store, DsqlNames names, Permissions permissions) {
        this.store = store;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "GetStream";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onCdcStream(name(), request.clusterIdentifier, request.streamIdentifier));
    }

    @Override
    public Answer handle(Request request, Call call) {
        CdcStream stream =
                store.read(state -> CdcStreams.find(state, request.clusterIdentifier, request.streamIdentifier));
        return new Answer(
                stream.cluster().value(),
                stream.id().value(),
                names.arn(stream.cluster(), stream.id()).toString(),
                stream.state().status(),
                stream.createdAt(),
                StreamOrdering.UNORDERED.name(),
                StreamFormat.JSON.name(),
                TargetDefinition.of(stream.target()),
                reason(stream.state()),
                stream.tags().byKey());
    }

    private static @Nullable StatusReason reason(CdcStreamState state) {
        return switch (state) {
            case CdcStreamState.Impaired impaired ->
                new StatusReason(impaired.error().name(), impaired.since());
            case CdcStreamState.Failed failed -> new StatusReason(failed.error().name(), failed.since());
            case CdcStreamState.Creating _, CdcStreamState.Active _, CdcStreamState.Deleting _ -> null;
        };
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String clusterIdentifier,
            @Label @Required @Pattern(Patterns.STREAM_ID) String streamIdentifier) {}

    public record Answer(
            String clusterIdentifier,
            String streamIdentifier,
            String arn,
            String status,
            Instant creationTime,
            String ordering,
            String format,
            TargetDefinition targetDefinition,
            @Nullable StatusReason statusReason,
            Map<String, String> tags) {}

    public record StatusReason(String error, Instant updatedAt) {}
}
