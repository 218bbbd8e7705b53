package dev.freshet.app.acceptance;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a test needs before its own subject begins, made through boto3. */
record Workbench(Boto3 boto3, String account, String region) {
    private static final int LARGEST_RECORD_KIB = 10_240;

    static Workbench of(Boto3 boto3, Shell shell) {
        return new Workbench(boto3, shell.variable("FRESHET_ACCOUNT_ID"), shell.variable("AWS_REGION"));
    }

    /** An ACTIVE data stream as the guide makes it; its ARN. */
    String dataStream(String name) {
        return dataStream(name, LARGEST_RECORD_KIB);
    }

    String dataStream(String name, int maxRecordSizeKib) {
        boto3.call(
                "kinesis",
                "create_stream",
                Map.of(
                        "StreamName",
                        name,
                        "StreamModeDetails",
                        Map.of("StreamMode", "ON_DEMAND"),
                        "MaxRecordSizeInKiB",
                        maxRecordSizeKib));
        return Poll.value("data stream " + name + " is ACTIVE", Duration.ofSeconds(30), () -> {
            JsonNode summary = boto3.call("kinesis", "describe_stream_summary", Map.of("StreamName", name))
                    .path("StreamDescriptionSummary");
            return Optional.of(summary.path("StreamARN").asString())
                    .filter(_ -> summary.path("StreamStatus").asString().equals("ACTIVE"));
        });
    }

    /** A role as the guide makes it, for all clusters; its ARN. */
    String role(String name, String dataStreamArn) {
        String arn = roleTrusting(name, trust("cluster/*/stream/*"));
        permit(name, dataStreamArn, List.of("kinesis:PutRecord", "kinesis:PutRecords"));
        return arn;
    }

    /** A role without any permission; its ARN. */
    String roleTrusting(String name, String trustPolicy) {
        return boto3.call("iam", "create_role", Map.of("RoleName", name, "AssumeRolePolicyDocument", trustPolicy))
                .path("Role")
                .path("Arn")
                .asString();
    }

    /** Replaces the role's permissions by these beside those that only look. */
    void permit(String role, String dataStreamArn, List<String> actions) {
        String looking = "\"kinesis:DescribeStreamSummary\",\"kinesis:ListShards\"";
        String all = actions.isEmpty() ? looking : "\"" + String.join("\",\"", actions) + "\"," + looking;
        boto3.call(
                "iam",
                "put_role_policy",
                Map.of("RoleName", role, "PolicyName", "delivery", "PolicyDocument", """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[%s],"Resource":"%s"}]}""".formatted(
                                all, dataStreamArn)));
    }

    /** @param resource the last part of {@code aws:SourceArn} */
    String trust(String resource) {
        return trust("dsql.amazonaws.com", account, "arn:aws:dsql:%s:%s:%s".formatted(region, account, resource));
    }

    static String trust(String service, String sourceAccount, String sourceArn) {
        return """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},\
        "Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"%s"},\
        "ArnLike":{"aws:SourceArn":"%s"}}}]}""".formatted(service, sourceAccount, sourceArn);
    }

    /** An ACTIVE cluster without deletion protection; its id. */
    String cluster() {
        String id = boto3.call("dsql", "create_cluster", Map.of("deletionProtectionEnabled", false))
                .path("identifier")
                .asString();
        Poll.until(
                "cluster " + id + " is ACTIVE",
                Duration.ofSeconds(60),
                () -> boto3.call("dsql", "get_cluster", Map.of("identifier", id))
                        .path("status")
                        .asString()
                        .equals("ACTIVE"));
        return id;
    }

    void deleteCluster(String id) {
        boto3.call("dsql", "delete_cluster", Map.of("identifier", id));
        boto3.await("dsql", "cluster_not_exists", Map.of("identifier", id));
    }

    static Map<String, ?> creation(String cluster, String dataStreamArn, String roleArn) {
        return Map.of(
                "clusterIdentifier",
                cluster,
                "targetDefinition",
                Map.of("kinesis", Map.of("streamArn", dataStreamArn, "roleArn", roleArn)),
                "ordering",
                "UNORDERED",
                "format",
                "JSON");
    }

    /** An ACTIVE CDC stream; its id. */
    String cdcStream(String cluster, String dataStreamArn, String roleArn) {
        String id = boto3.call("dsql", "create_stream", creation(cluster, dataStreamArn, roleArn))
                .path("streamIdentifier")
                .asString();
        awaitStatus(cluster, id, "ACTIVE", Duration.ofSeconds(60));
        return id;
    }

    /** @return how GetStream described it when it had that status */
    JsonNode awaitStatus(String cluster, String cdcStream, String status, Duration limit) {
        return Poll.value(
                "CDC stream " + cdcStream + " is " + status,
                limit,
                () -> Optional.of(describe(cluster, cdcStream))
                        .filter(described -> described.path("status").asString().equals(status)));
    }

    JsonNode describe(String cluster, String cdcStream) {
        return boto3.call("dsql", "get_stream", naming(cluster, cdcStream));
    }

    void deleteCdcStream(String cluster, String cdcStream) {
        boto3.call("dsql", "delete_stream", naming(cluster, cdcStream));
        awaitGone(cluster, cdcStream);
    }

    void awaitGone(String cluster, String cdcStream) {
        Poll.until("CDC stream " + cdcStream + " is gone", Duration.ofSeconds(60), () -> {
            try {
                describe(cluster, cdcStream);
                return false;
            } catch (AwsError e) {
                return e.code().equals("ResourceNotFoundException");
            }
        });
    }

    static Map<String, String> naming(String cluster, String cdcStream) {
        return Map.of("clusterIdentifier", cluster, "streamIdentifier", cdcStream);
    }
}
