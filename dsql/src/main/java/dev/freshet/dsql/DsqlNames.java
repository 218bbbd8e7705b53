package dev.freshet.dsql;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import dev.freshet.gateway.Region;
import dev.freshet.record.Base32;
import dev.freshet.record.ClusterId;
import java.util.Optional;

/** How this account's and region's resources are called (Aurora DSQL API reference: ARN patterns; user guide: endpoints). */
public record DsqlNames(Region region, AccountId account) {
    private static final String CLUSTER = "cluster/";
    private static final String CDC_STREAM = "/stream/";

    /** What a permission to make a cluster is asked for. */
    public String anyCluster() {
        return arn(CLUSTER + "*").toString();
    }

    public Arn arn(ClusterId cluster) {
        return arn(CLUSTER + cluster);
    }

    public Arn arn(ClusterId cluster, CdcStreamId cdcStream) {
        return arn(CLUSTER + cluster + CDC_STREAM + cdcStream);
    }

    /** The ARN as a caller wrote the identifiers, right or wrong: what a permission is asked for. */
    public String clusterArn(String cluster) {
        return arn(CLUSTER + cluster).toString();
    }

    /** As {@link #clusterArn}. */
    public String cdcStreamArn(String cluster, String cdcStream) {
        return arn(CLUSTER + cluster + CDC_STREAM + cdcStream).toString();
    }

    /** The host name that AWS gives a cluster. */
    public String endpoint(ClusterId cluster) {
        return cluster + ".dsql." + region + ".on.aws";
    }

    /** What an ARN names; empty when it is none of ours. */
    public Optional<Resource> resource(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.equals(arn(arn.resource())))
                .map(Arn::resource)
                .filter(resource -> resource.startsWith(CLUSTER))
                .flatMap(resource -> resourceWithin(resource.substring(CLUSTER.length())));
    }

    private static Optional<Resource> resourceWithin(String path) {
        String[] ids = path.split(CDC_STREAM, -1);
        return switch (ids.length) {
            case 1 -> clusterId(ids[0]).map(Resource.OfCluster::new);
            case 2 ->
                clusterId(ids[0])
                        .flatMap(cluster -> cdcStreamId(ids[1]).map(id -> new Resource.OfCdcStream(cluster, id)));
            default -> Optional.empty();
        };
    }

    /** Empty when no cluster can be called so. */
    public static Optional<ClusterId> clusterId(String text) {
        return Base32.isValid(text) ? Optional.of(new ClusterId(text)) : Optional.empty();
    }

    /** Empty when no CDC stream can be called so. */
    public static Optional<CdcStreamId> cdcStreamId(String text) {
        return Base32.isValid(text) ? Optional.of(new CdcStreamId(text)) : Optional.empty();
    }

    private Arn arn(String resource) {
        return new Arn("aws", "dsql", region.value(), account.value(), resource);
    }

    /** What can be tagged. */
    public sealed interface Resource {
        record OfCluster(ClusterId cluster) implements Resource {}

        record OfCdcStream(ClusterId cluster, CdcStreamId cdcStream) implements Resource {}
    }
}
