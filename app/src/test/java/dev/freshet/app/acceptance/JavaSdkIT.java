package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.sts.StsClient;
import tools.jackson.databind.json.JsonMapper;

/** The AWS SDK for Java, which speaks CBOR to Kinesis. */
@ExtendWith(SharedFreshet.class)
class JavaSdkIT {
    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, Shell shell) {
        return builder.endpointOverride(URI.create(shell.variable("AWS_ENDPOINT_URL")))
                .region(Region.of(shell.variable("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        shell.variable("AWS_ACCESS_KEY_ID"), shell.variable("AWS_SECRET_ACCESS_KEY"))));
    }

    private static KinesisClient kinesis(Shell shell) {
        return configured(KinesisClient.builder(), shell)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static IamClient iam(Shell shell) {
        return configured(IamClient.builder(), shell)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static StsClient sts(Shell shell) {
        return configured(StsClient.builder(), shell)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @Test
    void kinesisFromCreationToDeletion(Shell shell) {
        String name = "by-the-java-sdk";
        byte[] binary = {0, -1, 127, -128};
        try (KinesisClient kinesis = kinesis(shell)) {
            kinesis.createStream(r -> r.streamName(name)
                    .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))
                    .maxRecordSizeInKiB(10_240));
            kinesis.waiter().waitUntilStreamExists(r -> r.streamName(name));
            assertThat(kinesis.describeStreamSummary(r -> r.streamName(name))
                            .streamDescriptionSummary()
                            .streamStatus())
                    .isEqualTo(StreamStatus.ACTIVE);
            assertThat(kinesis.listStreams().streamNames()).contains(name);

            PutRecordsResponse put = kinesis.putRecords(r -> r.streamName(name)
                    .records(List.of(
                            entry("to the first shard", "0"),
                            entry("to the last", "340282366920938463463374607431768211455"))));
            kinesis.putRecord(r -> r.streamName(name)
                    .partitionKey("Schlüssel")
                    .explicitHashKey("1")
                    .data(SdkBytes.fromByteArray(binary)));
            List<Record> first = read(kinesis, name, "shardId-000000000000");

            assertThat(put.failedRecordCount()).isZero();
            assertThat(put.records().get(0).shardId()).isEqualTo("shardId-000000000000");
            assertThat(put.records().get(1).shardId()).isEqualTo("shardId-000000000003");
            assertThat(first).hasSize(2);
            assertThat(first.get(0).sequenceNumber())
                    .isEqualTo(put.records().get(0).sequenceNumber());
            assertThat(first.get(0).approximateArrivalTimestamp())
                    .isBetween(java.time.Instant.now().minusSeconds(60), java.time.Instant.now());
            assertThat(first.get(1).data().asByteArray()).isEqualTo(binary);
            assertThat(first.get(1).partitionKey()).isEqualTo("Schlüssel");
            kinesis.deleteStream(r -> r.streamName(name));
            kinesis.waiter().waitUntilStreamNotExists(r -> r.streamName(name));
        }
    }

    private static PutRecordsRequestEntry entry(String text, String hashKey) {
        return PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .explicitHashKey(hashKey)
                .data(SdkBytes.fromUtf8String(text))
                .build();
    }

    private static List<Record> read(KinesisClient kinesis, String name, String shard) {
        String iterator = kinesis.getShardIterator(
                        r -> r.streamName(name).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return kinesis.getRecords(r -> r.shardIterator(iterator)).records();
    }

    @Test
    void changeRecordsAreTheSameInCbor(Guide guide, Shell shell) {
        List<Change> changes = guide.rows().changes();

        try (KinesisClient kinesis = kinesis(shell)) {
            List<String> texts = kinesis.listShards(r -> r.streamName(Guide.DATA_STREAM)).shards().stream()
                    .flatMap(shard -> read(kinesis, Guide.DATA_STREAM, shard.shardId()).stream())
                    .map(record -> record.data().asUtf8String())
                    .toList();

            assertThat(texts).containsAll(changes.stream().map(Change::text).toList());
        }
    }

    @Test
    void anErrorIsTheSdksOwnException(Shell shell) {
        try (KinesisClient kinesis = kinesis(shell)) {
            assertThatThrownBy(() -> kinesis.describeStreamSummary(r -> r.streamName("nowhere")))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Stream nowhere under account 123456789012 not found.");
        }
    }

    @Test
    void iamKeepsTheGuidesDocuments(Guide guide, Shell shell) {
        JsonMapper mapper = new JsonMapper();
        String trust = guide.document("trust-policy.json");
        String permissions = guide.document("permissions-policy.json");
        try (IamClient iam = iam(shell)) {
            iam.createRole(r -> r.roleName("by-the-java-sdk").assumeRolePolicyDocument(trust));
            iam.putRolePolicy(r -> r.roleName("by-the-java-sdk").policyName("p").policyDocument(permissions));

            String kept = iam.getRole(r -> r.roleName("by-the-java-sdk")).role().assumeRolePolicyDocument();
            String keptPolicy = iam.getRolePolicy(
                            r -> r.roleName("by-the-java-sdk").policyName("p"))
                    .policyDocument();

            assertThat(mapper.readTree(URLDecoder.decode(kept, StandardCharsets.UTF_8)))
                    .isEqualTo(mapper.readTree(trust));
            assertThat(mapper.readTree(URLDecoder.decode(keptPolicy, StandardCharsets.UTF_8)))
                    .isEqualTo(mapper.readTree(permissions));
            assertThat(iam.listRolesPaginator().roles()).extracting("roleName").contains("by-the-java-sdk");
            iam.deleteRolePolicy(r -> r.roleName("by-the-java-sdk").policyName("p"));
            iam.deleteRole(r -> r.roleName("by-the-java-sdk"));
            assertThatThrownBy(() -> iam.getRole(r -> r.roleName("by-the-java-sdk")))
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    void stsKnowsTheCaller(Shell shell) {
        try (StsClient sts = sts(shell)) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
        }
    }
}
