package dev.freshet.dsql.actions;

import dev.freshet.dsql.ClientTokens;
import dev.freshet.dsql.ClientTokens.OnceOnly;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.Clusters;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.Tags;
import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.Permission;
import dev.freshet.record.ClusterId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code CreateCluster}: answers CREATING; the cluster is ACTIVE when its server answers. */
@Route(method = "POST", path = "/cluster")
public final class CreateCluster implements Action<CreateCluster.Request, CreateCluster.Answer> {
    private final Clusters clusters;
    private final ClientTokens tokens;
    private final DsqlNames names;
    private final Permissions permissions;

    public CreateCluster(Clusters clusters, ClientTokens tokens, DsqlNames names, Permissions permissions) {
        this.clusters = clusters;
        this.tokens = tokens;
        this.names = names;
        this.permissions = permissions;
    }

    @Override
    public String name() {
        return "CreateCluster";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(permissions.onNewCluster(name(), Permissions.given(request.tags)));
    }

    @Override
    public Answer handle(Request request, Call call) {
        Unsupported.refuse(request.kmsEncryptionKey, request.multiRegionProperties);
        Unsupported.refusePolicy(request.policy);
        Map<String, String> tags = TagRules.checked(Permissions.given(request.tags));
        if (!tags.isEmpty()) {
            Permissions.require(call, permissions.onNewCluster("TagResource", tags));
        }
        boolean deletionProtection = request.deletionProtectionEnabled == null || request.deletionProtectionEnabled;
        OnceOnly<Answer> once = new OnceOnly<>(name(), request.clientToken, request, Answer.class);
        Answer answer = tokens.once(once, state -> answer(clusters.create(state, deletionProtection, new Tags(tags))));
        clusters.pursue(new ClusterId(answer.identifier));
        return answer;
    }

    private Answer answer(Cluster cluster) {
        return new Answer(
                cluster.id().value(),
                names.arn(cluster.id()).toString(),
                cluster.state().status(),
                cluster.createdAt(),
                EncryptionDetails.AWS_OWNED,
                cluster.deletionProtection(),
                names.endpoint(cluster.id()));
    }

    public record Request(
            @Nullable Boolean deletionProtectionEnabled,

            @Length(min = 1, max = 2048) @Pattern(Patterns.KMS_KEY) @Nullable
            String kmsEncryptionKey,

            @Length(max = 200)
            @Each(min = 1, max = 128, pattern = Patterns.TAG)
            @EachValue(max = 256, pattern = Patterns.TAG)
            @Nullable
            Map<String, String> tags,

            @Length(min = 1, max = 128) @Pattern(Patterns.CLIENT_TOKEN) @Nullable
            String clientToken,

            @Nullable MultiRegionProperties multiRegionProperties,
            @Length(min = 1, max = 20480) @Nullable String policy,
            @Nullable Boolean bypassPolicyLockoutSafetyCheck) {}

    public record Answer(
            String identifier,
            String arn,
            String status,
            Instant creationTime,
            EncryptionDetails encryptionDetails,
            boolean deletionProtectionEnabled,
            String endpoint) {}
}
