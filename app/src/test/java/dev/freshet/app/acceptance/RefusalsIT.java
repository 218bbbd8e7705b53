package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What CreateStream finds wrong before anything is made, and says. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
    private static final String OTHER_ACCOUNT = "999999999999";

    private final Once<Target> target;
    private final Boto3 boto3;
    private final Workbench workbench;
    private final String cluster;

    private record Target(String dataStream, String role) {}

    RefusalsIT(Shell shell, Boto3 boto3) {
        this.boto3 = boto3;
        this.workbench = Workbench.of(boto3, shell);
        this.cluster = shell.variable("FRESHET_CLUSTER_ID");
        this.target = new Once<>(() -> {
            String dataStream = workbench.dataStream("refused");
            return new Target(dataStream, workbench.role("refused", dataStream));
        });
    }

    @BeforeAll
    void prepare() {
        target.get();
    }

    private AwsError refusal(String dataStream, String role) {
        AwsError refusal = boto3.refusal("dsql", "create_stream", Workbench.creation(cluster, dataStream, role));
        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.status()).isEqualTo(400);
        return refusal;
    }

    /** What is said about a role whose trust policy is this. */
    private String refusalOfTrust(String role, String trustPolicy) {
        String arn = workbench.roleTrusting(role, trustPolicy);
        String text = refusal(target.get().dataStream, arn).text();
        assertThat(text).contains(arn);
        return text;
    }

    @Test
    void aRoleThatDoesNotExist() {
        String role = "arn:aws:iam::123456789012:role/nobody";

        assertThat(refusal(target.get().dataStream, role).text()).contains(role).contains("not exist");
    }

    @Test
    void aRoleOfAnotherAccount() {
        String role = "arn:aws:iam::" + OTHER_ACCOUNT + ":role/refused";

        assertThat(refusal(target.get().dataStream, role).text())
                .contains(OTHER_ACCOUNT)
                .contains("role")
                .contains("account");
    }

    @Test
    void aTrustPolicyForAnotherPrincipal() {
        String trust = workbench.trust("cluster/*/stream/*").replace("dsql.amazonaws.com", "lambda.amazonaws.com");

        assertThat(refusalOfTrust("trusts-another-service", trust)).contains("dsql.amazonaws.com");
    }

    @Test
    void aTrustPolicyForAnotherAccount() {
        String trust = workbench
                .trust("cluster/*/stream/*")
                .replace("\"aws:SourceAccount\":\"123456789012\"", "\"aws:SourceAccount\":\"" + OTHER_ACCOUNT + "\"");

        assertThat(refusalOfTrust("trusts-another-account", trust)).contains("aws:SourceAccount");
    }

    @Test
    void aTrustPolicyForAnotherCluster() {
        String trust = workbench.trust("cluster/" + "a".repeat(26) + "/stream/*");

        assertThat(refusalOfTrust("trusts-another-cluster", trust)).contains("aws:SourceArn");
    }

    @Test
    void aDataStreamThatDoesNotExist() {
        String dataStream = "arn:aws:kinesis:us-east-1:123456789012:stream/nowhere";

        assertThat(refusal(dataStream, target.get().role).text())
                .contains("nowhere")
                .contains("not exist");
    }

    @Test
    void aDataStreamOfAnotherAccount() {
        String dataStream = "arn:aws:kinesis:us-east-1:" + OTHER_ACCOUNT + ":stream/refused";

        assertThat(refusal(dataStream, target.get().role).text()).contains("account");
    }

    @Test
    void aDataStreamOfAnotherRegion() {
        String dataStream = "arn:aws:kinesis:eu-central-1:123456789012:stream/refused";

        assertThat(refusal(dataStream, target.get().role).text()).containsIgnoringCase("region");
    }

    @Test
    void aRefusedCdcStreamIsNotThere() {
        refusal("arn:aws:kinesis:us-east-1:123456789012:stream/nowhere", target.get().role);

        assertThat(boto3.call("dsql", "list_streams", Map.of("clusterIdentifier", cluster))
                        .path("streams")
                        .values())
                .allSatisfy(
                        stream -> assertThat(stream.path("status").asString()).isNotEqualTo("FAILED"));
    }

    @Test
    void theCliShowsTheCause(Shell shell) {
        Outcome refused = shell.type("""
                aws dsql create-stream \\
                    --cluster-identifier %s \\
                    --target-definition '{"kinesis":{"streamArn":"%s","roleArn":"arn:aws:iam::123456789012:role/nobody"}}' \\
                    --ordering UNORDERED --format JSON
                """.formatted(cluster, target.get().dataStream));

        assertThat(refused.failed().err())
                .contains("(ValidationException) when calling the CreateStream operation")
                .contains("role/nobody");
    }

    @Test
    void aClusterThatDoesNotExist() {
        AwsError refusal = boto3.refusal(
                "dsql",
                "create_stream",
                Workbench.creation("a".repeat(26), target.get().dataStream, target.get().role));

        assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void theSixthCdcStreamOfACluster() {
        String full = workbench.cluster();
        Map<String, ?> creation = Workbench.creation(full, target.get().dataStream, target.get().role);
        List<String> cdcStreams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cdcStreams.add(boto3.call("dsql", "create_stream", creation)
                    .path("streamIdentifier")
                    .asString());
        }

        AwsError refusal = boto3.refusal("dsql", "create_stream", creation);

        assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException");
        assertThat(refusal.status()).isEqualTo(402);
        assertThat(refusal.text()).isEqualTo("You have reached the stream limit.");
        assertThat(refusal.members().path("serviceCode").asString()).isNotEmpty();
        assertThat(refusal.members().path("quotaCode").asString()).isNotEmpty();
        cdcStreams.forEach(id -> boto3.call("dsql", "delete_stream", Workbench.naming(full, id)));
        cdcStreams.forEach(id -> workbench.awaitGone(full, id));
        workbench.deleteCluster(full);
    }
}
