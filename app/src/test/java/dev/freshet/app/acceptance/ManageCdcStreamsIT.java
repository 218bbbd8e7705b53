package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The guide's last part: listing and deleting CDC streams. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
class ManageCdcStreamsIT {
    @Test
    void theGuidesCdcStreamIsListed(Guide guide, Shell shell) {
        Guide.CdcStream cdcStream = guide.cdcStream();

        JsonNode listed = shell.type(
                        "aws dsql list-streams --cluster-identifier " + guide.cluster() + " --region us-east-1")
                .json()
                .path("streams");

        JsonNode item = listed.values().stream()
                .filter(stream -> stream.path("streamIdentifier").asString().equals(cdcStream.id()))
                .findFirst()
                .orElseThrow();
        assertThat(List.copyOf(item.propertyNames()))
                .containsExactlyInAnyOrder("clusterIdentifier", "streamIdentifier", "arn", "creationTime", "status");
        assertThat(item.path("status").asString()).isEqualTo("ACTIVE");
    }

    @Test
    void aDeletedCdcStreamIsGoneWhenTheWaiterReturns(Guide guide, Shell shell, Boto3 boto3) {
        Workbench workbench = Workbench.of(boto3, shell);
        String dataStream = workbench.dataStream("managed");
        String id = workbench.cdcStream(guide.cluster(), dataStream, workbench.role("managed", dataStream));
        String named =
                " --cluster-identifier " + guide.cluster() + " --stream-identifier " + id + " --region us-east-1";

        JsonNode deleted = shell.type("aws dsql delete-stream" + named).json();
        shell.type("aws dsql wait stream-not-exists" + named).succeeded();

        assertThat(deleted.path("status").asString()).isEqualTo("DELETING");
        assertThat(deleted.path("streamIdentifier").asString()).isEqualTo(id);
        assertThat(shell.type("aws dsql get-stream" + named).failed().err())
                .contains("(ResourceNotFoundException) when calling the GetStream operation");
    }

    @Test
    void boto3sWaiterSeesItGoToo(Guide guide, Shell shell, Boto3 boto3) {
        Workbench workbench = Workbench.of(boto3, shell);
        String dataStream = workbench.dataStream("managed-by-boto3");
        String id = workbench.cdcStream(guide.cluster(), dataStream, workbench.role("managed-by-boto3", dataStream));

        boto3.call("dsql", "delete_stream", Workbench.naming(guide.cluster(), id));
        boto3.await("dsql", "stream_not_exists", Workbench.naming(guide.cluster(), id));

        AwsError refusal = boto3.refusal("dsql", "delete_stream", Workbench.naming(guide.cluster(), id));
        assertThat(refusal.code()).isEqualTo("ResourceNotFoundException");
        assertThat(refusal.status()).isEqualTo(404);
        assertThat(refusal.members().path("resourceId").asString()).contains(id);
    }
}
