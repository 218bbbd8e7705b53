package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@Needs({Tool.AWS_CLI, Tool.BOTO3, Tool.PSQL})
@ExtendWith(SharedFreshet.class)
class ClustersIT {
    @Test
    void theDefaultClusterIsReadyToUse(Guide guide, Shell shell) {
        JsonNode described = shell.type("aws dsql get-cluster --identifier " + guide.cluster())
                .json();

        assertThat(described.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(described.path("arn").asString())
                .isEqualTo("arn:aws:dsql:us-east-1:123456789012:cluster/" + guide.cluster());
        assertThat(described.path("deletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(described.path("encryptionDetails").path("encryptionType").asString())
                .isEqualTo("AWS_OWNED_KMS_KEY");
        assertThat(shell.type("aws dsql list-clusters --query 'clusters[].identifier' --output text")
                        .succeeded()
                        .out()
                        .split("\\s+"))
                .contains(guide.cluster());
    }

    @Test
    void psqlConnectsWithThePrintedSettingsAsAnOrdinaryRole(Shell shell) {
        Outcome answer = shell.type("psql --tuples-only --no-align --field-separator ' ' --command "
                        + "\"SELECT current_user, rolsuper, rolreplication, current_database(), "
                        + "current_setting('server_version_num')::int >= 180000 "
                        + "FROM pg_roles WHERE rolname = current_user\"")
                .succeeded();

        assertThat(answer.out()).isEqualTo("admin f f postgres t");
    }

    @Test
    void aWrongPasswordIsRefused(Shell shell) {
        assertThat(shell.with(Map.of("PGPASSWORD", "guessed"))
                        .type("psql --command 'SELECT 1'")
                        .failed()
                        .err())
                .contains("password authentication failed for user \"admin\"");
        assertThat(shell.with(Map.of("PGPASSWORD", ""))
                        .type("psql --no-password --command 'SELECT 1'")
                        .failed()
                        .err())
                .contains("no password supplied");
    }

    @Test
    void theDatabaseListensOnLoopbackAlone(Shell shell) throws SQLException {
        try (Database database = Database.connect(shell)) {
            assertThat(database.query("SHOW listen_addresses").getFirst())
                    .matches("(127\\.0\\.0\\.1|localhost|::1)(, ?(127\\.0\\.0\\.1|localhost|::1))*");
            assertThat(database.query("SHOW password_encryption")).containsExactly("scram-sha-256");
        }
    }

    @Test
    void aFurtherClusterHasAServerOfItsOwnUntilItIsDeleted(FreshetServer server, Guide guide, Shell shell) {
        JsonNode created =
                shell.type("aws dsql create-cluster --tags Name=further").json();
        String id = created.path("identifier").asString();
        assertThat(created.path("status").asString()).isEqualTo("CREATING");
        assertThat(created.path("deletionProtectionEnabled").asBoolean()).isTrue();
        shell.type("aws dsql wait cluster-active --identifier " + id).succeeded();

        Shell further = server.user("--cluster", id);
        assertThat(further.variable("FRESHET_CLUSTER_ID")).isEqualTo(id).isNotEqualTo(guide.cluster());
        assertThat(further.variable("PGPORT")).isNotEqualTo(shell.variable("PGPORT"));
        further.type("psql --command 'CREATE TABLE only_here (id int)'").succeeded();
        assertThat(shell.type("psql --command 'SELECT * FROM only_here'")
                        .failed()
                        .err())
                .contains("relation \"only_here\" does not exist");
        assertThat(server.run("status").succeeded().out()).contains(id).contains(further.variable("PGPORT"));

        assertThat(shell.type("aws dsql delete-cluster --identifier " + id)
                        .failed()
                        .err())
                .contains("(ValidationException) when calling the DeleteCluster operation");
        shell.type("aws dsql update-cluster --no-deletion-protection-enabled --identifier " + id)
                .succeeded();
        assertThat(shell.type("aws dsql delete-cluster --identifier " + id)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("DELETING");
        shell.type("aws dsql wait cluster-not-exists --identifier " + id).succeeded();
        Poll.until(
                "its server is gone",
                Duration.ofSeconds(60),
                () -> !server.processes().stream()
                        .anyMatch(process ->
                                process.info().commandLine().orElse("").contains(id)));
        assertThatThrownBy(() -> Database.connect(further)).isInstanceOf(SQLException.class);
        assertThat(server.run("env", "--cluster", id).failed().errLines()).hasSize(1);
    }

    @Test
    void aProtectedClusterSaysWhyItIsNotDeleted(Guide guide, Boto3 boto3) {
        AwsError refusal = boto3.refusal("dsql", "delete_cluster", Map.of("identifier", guide.cluster()));

        assertThat(refusal.code()).isEqualTo("ValidationException");
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.members().path("reason").asString()).isEqualTo("deletionProtectionEnabled");
    }

    @Test
    void aClusterWithACdcStreamIsNotDeletedAndItsRecordsNameIt(FreshetServer server, Shell shell, Boto3 boto3) {
        Workbench workbench = Workbench.of(boto3, shell);
        String cluster = workbench.cluster();
        String dataStream = workbench.dataStream("of-further-cluster");
        String cdcStream = workbench.cdcStream(cluster, dataStream, workbench.role("of-further-cluster", dataStream));

        AwsError refusal = boto3.refusal("dsql", "delete_cluster", Map.of("identifier", cluster));
        Database.run(
                server.user("--cluster", cluster),
                "CREATE TABLE further (id int PRIMARY KEY)",
                "INSERT INTO further VALUES (1)");
        Change change = new DataStreamReader(boto3, "of-further-cluster")
                .await("the row of the further cluster", Duration.ofSeconds(60), changes -> !changes.isEmpty())
                .getFirst();

        assertThat(refusal.code()).isEqualTo("ConflictException");
        assertThat(refusal.status()).isEqualTo(409);
        assertThat(change.cluster()).isEqualTo(cluster);
        workbench.deleteCdcStream(cluster, cdcStream);
        workbench.deleteCluster(cluster);
    }

    @Test
    void aClusterThatDoesNotExistIsNotFound(Boto3 boto3) {
        AwsError refusal = boto3.refusal("dsql", "get_cluster", Map.of("identifier", "a".repeat(26)));

        assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.members().path("resourceId").asString()).isEqualTo("a".repeat(26));
    }
}
