package dev.freshet.dsql.actions;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.DsqlErrors;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.Tags;
import dev.freshet.dsql.store.DsqlStore;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What callers of this API must be allowed (Service Authorization Reference, "Amazon Aurora DSQL"). */
public final class Permissions {
    private final DsqlStore store;
    private final DsqlNames names;

    public Permissions(DsqlStore store, DsqlNames names) {
        this.store = store;
        this.names = names;
    }

    Permission onNewCluster(String action, Map<String, String> requestTags) {
        return new Permission("dsql:" + action, names.anyCluster(), requestContext(requestTags));
    }

    Permission onCluster(String action, String cluster) {
        return onCluster(action, cluster, Map.of());
    }

    Permission onCluster(String action, String cluster, Map<String, String> requestTags) {
        Map<String, List<String>> context = requestContext(requestTags);
        context.putAll(resourceContext(tagsOfCluster(cluster)));
        return new Permission("dsql:" + action, names.clusterArn(cluster), context);
    }

    Permission onCdcStream(String action, String cluster, String cdcStream) {
        Tags tags = tagsOfCdcStream(cluster, cdcStream);
        return new Permission("dsql:" + action, names.cdcStreamArn(cluster, cdcStream), resourceContext(tags));
    }

    /** On what an ARN names. */
    Permission onResource(String action, String arn, Map<String, String> requestTags, List<String> tagKeys) {
        Map<String, List<String>> context = requestContext(requestTags);
        if (!tagKeys.isEmpty()) {
            context.put("aws:TagKeys", tagKeys);
        }
        context.putAll(resourceContext(tagsOf(arn)));
        return new Permission("dsql:" + action, arn, context);
    }

    /** One more permission than the action's own. */
    static void require(Call call, Permission permission) {
        if (call.decide(permission) instanceof Decision.Denied(String message)) {
            throw DsqlErrors.accessDenied(message);
        }
    }

    static Map<String, String> given(@Nullable Map<String, String> tags) {
        return tags == null ? Map.of() : tags;
    }

    private static Map<String, List<String>> requestContext(Map<String, String> requestTags) {
        Map<String, List<String>> context = new HashMap<>();
        requestTags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
        if (!requestTags.isEmpty()) {
            context.put("aws:TagKeys", List.copyOf(requestTags.keySet()));
        }
        return context;
    }

    private static Map<String, List<String>> resourceContext(Tags tags) {
        Map<String, List<String>> context = new HashMap<>();
        tags.byKey().forEach((key, value) -> context.put("aws:ResourceTag/" + key, List.of(value)));
        return context;
    }

    private Tags tagsOf(String arn) {
        return names.resource(arn)
                .map(resource -> switch (resource) {
                    case DsqlNames.Resource.OfCluster(var cluster) -> tagsOfCluster(cluster.value());
                    case DsqlNames.Resource.OfCdcStream(var cluster, var id) ->
                        tagsOfCdcStream(cluster.value(), id.value());
                })
                .orElse(Tags.NONE);
    }

    private Tags tagsOfCluster(String cluster) {
        return DsqlNames.clusterId(cluster)
                .flatMap(id -> store.read(state -> state.cluster(id)))
                .map(Cluster::tags)
                .orElse(Tags.NONE);
    }

    private Tags tagsOfCdcStream(String cluster, String cdcStream) {
        Optional<CdcStream> known = DsqlNames.clusterId(cluster)
                .flatMap(clusterId -> DsqlNames.cdcStreamId(cdcStream)
                        .flatMap(id -> store.read(state -> state.cdcStream(clusterId, id))));
        return known.map(CdcStream::tags).orElse(Tags.NONE);
    }
}
