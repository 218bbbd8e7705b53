package dev.freshet.dsql.actions;

import dev.freshet.dsql.CdcStream;
import dev.freshet.dsql.Cluster;
import dev.freshet.dsql.DsqlErrors;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.DsqlNames.Resource;
import dev.freshet.dsql.Tags;
import dev.freshet.dsql.store.DsqlState;
import java.util.function.UnaryOperator;

/** The tags of whatever an ARN names. */
final class TaggedResources {
    private TaggedResources() {}

    /** @throws dev.freshet.gateway.ApiException when the ARN names nothing */
    static Tags tags(DsqlState state, DsqlNames names, String arn) {
        return switch (resource(names, arn)) {
            case Resource.OfCluster named -> cluster(state, named, arn).tags();
            case Resource.OfCdcStream named -> cdcStream(state, named, arn).tags();
        };
    }

    /** @throws dev.freshet.gateway.ApiException when the ARN names nothing */
    static void change(DsqlState state, DsqlNames names, String arn, UnaryOperator<Tags> change) {
        switch (resource(names, arn)) {
            case Resource.OfCluster named -> {
                Cluster cluster = cluster(state, named, arn);
                state.put(cluster.with(change.apply(cluster.tags())));
            }
            case Resource.OfCdcStream named -> {
                CdcStream stream = cdcStream(state, named, arn);
                state.put(stream.with(change.apply(stream.tags())));
            }
        }
    }

    private static Resource resource(DsqlNames names, String arn) {
        return names.resource(arn).orElseThrow(() -> DsqlErrors.noSuchResource(arn));
    }

    private static Cluster cluster(DsqlState state, Resource.OfCluster named, String arn) {
        return state.cluster(named.cluster()).orElseThrow(() -> DsqlErrors.noSuchResource(arn));
    }

    private static CdcStream cdcStream(DsqlState state, Resource.OfCdcStream named, String arn) {
        return state.cdcStream(named.cluster(), named.cdcStream()).orElseThrow(() -> DsqlErrors.noSuchResource(arn));
    }
}
