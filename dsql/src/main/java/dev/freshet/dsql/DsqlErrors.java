package dev.freshet.dsql;

import dev.freshet.gateway.ApiException;
import java.util.List;
import java.util.Map;

/** The errors of this API with all members that its model requires (reference: {@code dsql/2018-05-10}). */
public final class DsqlErrors {
    private static final String CLUSTER = "cluster";
    private static final String CDC_STREAM = "stream";

    private DsqlErrors() {}

    public static ApiException noSuchCluster(String id) {
        return notFound(CLUSTER, id, "Cluster " + id + " does not exist.");
    }

    public static ApiException noSuchCdcStream(String id) {
        return notFound(CDC_STREAM, id, "Stream " + id + " does not exist.");
    }

    /** A resource ARN that names nothing. */
    public static ApiException noSuchResource(String arn) {
        String type = arn.contains("/stream/") ? CDC_STREAM : CLUSTER;
        return notFound(type, arn, "Resource " + arn + " does not exist.");
    }

    private static ApiException notFound(String type, String id, String message) {
        return new ApiException(
                "ResourceNotFoundException", 404, message, Map.of("resourceId", id, "resourceType", type));
    }

    /** The message is documented; the quota's code is not. */
    public static ApiException clusterLimit(String account) {
        return quota("You have reached the cluster limit.", account, CLUSTER, "ClustersPerAccount");
    }

    /** As {@link #clusterLimit}. */
    public static ApiException cdcStreamLimit(String clusterId) {
        return quota("You have reached the stream limit.", clusterId, CDC_STREAM, "StreamsPerCluster");
    }

    public static ApiException tagLimit(String resourceId, boolean ofCluster, int limit) {
        String message = "A resource has at most " + limit + " tags.";
        return quota(message, resourceId, ofCluster ? CLUSTER : CDC_STREAM, "TagsPerResource");
    }

    private static ApiException quota(String message, String id, String type, String quotaCode) {
        return new ApiException(
                "ServiceQuotaExceededException",
                402,
                message,
                Map.of("resourceId", id, "resourceType", type, "serviceCode", "dsql", "quotaCode", quotaCode));
    }

    public static ApiException clusterConflict(String id, String message) {
        return conflict(message, Map.of("resourceId", id, "resourceType", CLUSTER));
    }

    public static ApiException tokenConflict() {
        return conflict("The clientToken was used before, with other parameters.", Map.of());
    }

    private static ApiException conflict(String message, Map<String, Object> fields) {
        return new ApiException("ConflictException", 409, message, fields);
    }

    public static ApiException accessDenied(String message) {
        return new ApiException("AccessDeniedException", 403, message);
    }

    public static ApiException invalid(String message) {
        return validation(message, "other", List.of());
    }

    /** One member whose value breaks a rule that its constraint cannot tell. */
    public static ApiException invalidField(String name, String message) {
        return validation(message, "fieldValidationFailed", List.of(new Field(name, message)));
    }

    public static ApiException deletionProtected(String clusterId) {
        String message =
                "Cluster " + clusterId + " has deletion protection enabled: disable it with UpdateCluster first.";
        return validation(message, "deletionProtectionEnabled", List.of());
    }

    static ApiException validation(String message, String reason, List<Field> fields) {
        Map<String, Object> members =
                fields.isEmpty() ? Map.of("reason", reason) : Map.of("reason", reason, "fieldList", fields);
        return new ApiException("ValidationException", 400, message, members);
    }

    /** An element of {@code fieldList}. */
    public record Field(String name, String message) {}
}
