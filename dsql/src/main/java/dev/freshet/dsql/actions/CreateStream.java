package dev.freshet.dsql.actions;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.CdcStreamId;
import dev.freshet.dsql.CdcStreams;
import dev.freshet.dsql.ClientTokens;
import dev.freshet.dsql.ClientTokens.OnceOnly;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.KinesisTarget;
import dev.freshet.dsql.Tags;
import dev.freshet.dsql.Targets;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Http.Label;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import dev.freshet.record.ClusterId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code CreateStream}: answers CREATING; the CDC stream is ACTIVE when its fence stands. Role and data stream are tried
 * before, so that a mistake in either is answered here and not minutes later.
 */
@Route(method = "POST", path = "/stream/{clusterIdentifier}")
public final class CreateStream implements Action<CreateStream.Request, CreateStream.Answer> {
    private final DsqlStore store;
    private final CdcStreams cdcStreams;
    private final TargetRules targetRules;
    private final ClientTokens tokens;
    private final DsqlNames names;
    private final Permissions permissions;

    public CreateStream(
            DsqlStore store,
            CdcStreams cdcStreams,
            Targets targets,
            ClientTokens tokens,
            DsqlNames names,
            Permissions permissions) {
        this.store = store;
        this.cdcStreams = cdcStreams;
        this.targetRules = new TargetRules(targets, names);
        this.tokens = tokens;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "CreateStream";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onCluster(name(), request.clusterIdentifier, Permissions.given(request.tags)));
    }

    @Override
    public Answer handle(Request request, Call call) {
        OnceOnly<Answer> once = new OnceOnly<>(name(), request.clientToken, request, Answer.class);
        Answer answer = tokens.earlier(once).orElseGet(() -> create(request, call, once));
        cdcStreams.pursue(new ClusterId(answer.clusterIdentifier), new CdcStreamId(answer.streamIdentifier));
        return answer;
    }

    private Answer create(Request request, Call call, OnceOnly<Answer> once) {
        Map<String, String> tags = TagRules.checked(Permissions.given(request.tags));
        String roleArn = request.targetDefinition.kinesis().roleArn();
        requirePermissions(request.clusterIdentifier, roleArn, tags, call);
        ClusterId cluster = store.read(
                state -> cdcStreams.admit(state, request.clusterIdentifier).id());
        CdcStreamId id = cdcStreams.newId();
        KinesisTarget target = targetRules.usable(request.targetDefinition.kinesis(), names.arn(cluster, id));
        return tokens.once(
                once, state -> answer(cdcStreams.create(state, request.clusterIdentifier, id, target, new Tags(tags))));
    }

    private void requirePermissions(String cluster, String roleArn, Map<String, String> tags, Call call) {
        if (!tags.isEmpty()) {
            Permissions.require(call, permissions.onCluster("TagResource", cluster, tags));
        }
        Permissions.require(
                call,
                new Permission("iam:PassRole", roleArn, Map.of("iam:PassedToService", List.of("dsql.amazonaws.com"))));
    }

    private Answer answer(CdcStream stream) {
        return new Answer(
                stream.cluster().value(),
                stream.id().value(),
                names.arn(stream.cluster(), stream.id()).toString(),
                stream.state().status(),
                stream.createdAt(),
                StreamOrdering.UNORDERED.name(),
                StreamFormat.JSON.name());
    }

    public record Request(
            @Label @Required @Pattern(Patterns.CLUSTER_ID) String clusterIdentifier,
            @Required TargetDefinition targetDefinition,
            @Required @OneOf(StreamOrdering.class) String ordering,
            @Required @OneOf(StreamFormat.class) String format,

            @Length(max = 200)
            @Each(min = 1, max = 128, pattern = Patterns.TAG)
            @EachValue(max = 256, pattern = Patterns.TAG)
            @Nullable
            Map<String, String> tags,

            @Length(min = 1, max = 128) @Pattern(Patterns.CLIENT_TOKEN) @Nullable
            String clientToken) {}

    public record Answer(
            String clusterIdentifier,
            String streamIdentifier,
            String arn,
            String status,
            Instant creationTime,
            String ordering,
            String format) {}
}
