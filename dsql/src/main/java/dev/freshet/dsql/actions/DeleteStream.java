package dev.freshet.dsql.actions;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamId;
import dev.freshet.dsql.CdcStreams;
import dev.freshet.dsql.ClientTokens;
import dev.freshet.dsql.ClientTokens.OnceOnly;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Query;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import dev.freshet.record.ClusterId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code DeleteStream}: answers DELETING; the CDC stream is not found any more when its slot is dropped. */
@Route(method = "DELETE", path = "/stream/{clusterIdentifier}/{streamIdentifier}")
public final class DeleteStream implements Action<DeleteStream.Request, DeleteStream.Answer> {
    private final CdcStreams cdcStreams;
    private final ClientTokens tokens;
    private final DsqlNames names;
    private final Permissions permissions;

    public DeleteStream(CdcStreams cdcStreams, ClientTokens tokens, DsqlNames names, Permissions permissions) {
        this.cdcStreams = cdcStreams;
        this.tokens = tokens;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "DeleteStream";
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
        OnceOnly<Answer> once = new OnceOnly<>(name(), request.clientToken, request, Answer.class);
        Answer answer = tokens.once(
                once, state -> answer(cdcStreams.delete(state, request.clusterIdentifier, request.streamIdentifier)));
        cdcStreams.pursue(new ClusterId(answer.clusterIdentifier), new CdcStreamId(answer.streamIdentifier));
        return answer;
    }

    private Answer answer(CdcStream stream) {
        return new Answer(
                stream.cluster().value(),
                stream.id().value(),
                names.arn(stream.cluster(), stream.id()).toString(),
                stream.state().status(),
                stream.createdAt());
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String clusterIdentifier,
            @Label @Required @Pattern(Patterns.STREAM_ID) String streamIdentifier,

            @Query("client-token") @Length(min = 1, max = 128) @Pattern(Patterns.CLIENT_TOKEN) @Nullable
            String clientToken) {}

    public record Answer(
            String clusterIdentifier, String streamIdentifier, String arn, String status, Instant creationTime) {}
}
