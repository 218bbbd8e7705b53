package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Step 3 of the guide. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
class CreateCdcStreamIT {
    @Test
    void theGuidesCommandAnswersCreating(Guide guide) {
        JsonNode created = guide.cdcStream().created().json();

        assertThat(created.path("status").asString()).isEqualTo("CREATING");
        assertThat(created.path("clusterIdentifier").asString()).isEqualTo(guide.cluster());
        assertThat(created.path("streamIdentifier").asString()).matches("[a-z2-7]{26}");
        assertThat(created.path("arn").asString())
                .isEqualTo("arn:aws:dsql:us-east-1:123456789012:cluster/%s/stream/%s"
                        .formatted(guide.cluster(), guide.cdcStream().id()));
        assertThat(created.path("ordering").asString()).isEqualTo("UNORDERED");
        assertThat(created.path("format").asString()).isEqualTo("JSON");
    }

    @Test
    void itReachesActive(Guide guide, Shell shell) {
        assertThat(guide.cdcStream().status().out()).isEqualTo("\"ACTIVE\"");

        shell.type("aws dsql wait stream-active --cluster-identifier " + guide.cluster() + " --stream-identifier "
                        + guide.cdcStream().id())
                .succeeded();
    }

    @Test
    void boto3sWaiterIsContentToo(Guide guide, Boto3 boto3) {
        String id = guide.cdcStream().id();

        boto3.await("dsql", "stream_active", Map.of("clusterIdentifier", guide.cluster(), "streamIdentifier", id));
    }

    @Test
    void itIsDescribedWithTargetAndTags(Guide guide, Shell shell) {
        String id = guide.cdcStream().id();

        JsonNode described = shell.type(
                        "aws dsql get-stream --cluster-identifier " + guide.cluster() + " --stream-identifier " + id)
                .json();

        JsonNode target = described.path("targetDefinition").path("kinesis");
        assertThat(target.path("streamArn").asString())
                .isEqualTo(guide.dataStream().arn());
        assertThat(target.path("roleArn").asString()).isEqualTo(guide.role().arn());
        assertThat(described.path("tags").toString()).isEqualTo("{\"Name\":\"my-cdc-stream\"}");
        assertThat(described.has("statusReason")).isFalse();
    }
}
