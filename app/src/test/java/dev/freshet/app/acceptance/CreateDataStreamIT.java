package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Step 1 of the guide. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
class CreateDataStreamIT {
    @Test
    void theGuidesCommandMakesAnActiveDataStream(Guide guide) {
        Guide.DataStream dataStream = guide.dataStream();

        assertThat(dataStream.created().out()).isEmpty();
        assertThat(dataStream.status().out()).isEqualTo("\"ACTIVE\"");
        assertThat(dataStream.arn()).isEqualTo("arn:aws:kinesis:us-east-1:123456789012:stream/my-cdc-stream");
    }

    @Test
    void itIsAsTheGuideAskedForIt(Guide guide, Shell shell) {
        guide.dataStream();

        JsonNode summary = shell.type("aws kinesis describe-stream-summary --stream-name my-cdc-stream")
                .json()
                .path("StreamDescriptionSummary");

        assertThat(summary.path("StreamModeDetails").path("StreamMode").asString())
                .isEqualTo("ON_DEMAND");
        assertThat(summary.path("MaxRecordSizeInKiB").asInt()).isEqualTo(10240);
        assertThat(summary.path("OpenShardCount").asInt()).isEqualTo(4);
        assertThat(summary.path("RetentionPeriodHours").asInt()).isEqualTo(24);
    }

    @Test
    void theWaiterIsContent(Guide guide, Shell shell) {
        guide.dataStream();

        shell.type("aws kinesis wait stream-exists --stream-name my-cdc-stream").succeeded();
    }

    @Test
    void itsFourShardsShareTheHashKeys(Guide guide, Shell shell) {
        guide.dataStream();

        JsonNode shards = shell.type("aws kinesis list-shards --stream-name my-cdc-stream")
                .json()
                .path("Shards");

        assertThat(shards.size()).isEqualTo(4);
        assertThat(shards.path(0).path("ShardId").asString()).isEqualTo("shardId-000000000000");
        assertThat(shards.path(0).path("HashKeyRange").path("StartingHashKey").asString())
                .isEqualTo("0");
        assertThat(shards.path(3).path("ShardId").asString()).isEqualTo("shardId-000000000003");
        assertThat(shards.path(3).path("HashKeyRange").path("EndingHashKey").asString())
                .isEqualTo("340282366920938463463374607431768211455");
    }

    @Test
    void theSameNameTwiceIsRefused(Guide guide, Boto3 boto3) {
        guide.dataStream();

        AwsError refusal = boto3.refusal(
                "kinesis",
                "create_stream",
                Map.of("StreamName", Guide.DATA_STREAM, "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND")));

        assertThat(refusal.code()).isEqualTo("ResourceInUseException");
        assertThat(refusal.text()).isEqualTo("Stream my-cdc-stream under account 123456789012 already exists.");
    }

    @Test
    void aDataStreamTakesRecordsAndGoesAgain(Shell shell) {
        shell.type("aws kinesis create-stream --stream-name short-lived --shard-count 1 && "
                        + "aws kinesis wait stream-exists --stream-name short-lived")
                .succeeded();

        JsonNode put = shell.type("aws kinesis put-record --stream-name short-lived --partition-key k --data hello")
                .json();
        JsonNode putTwo = shell.type("aws kinesis put-records --stream-name short-lived "
                        + "--records Data=two,PartitionKey=a Data=three,PartitionKey=b")
                .json();
        JsonNode records = shell.type("""
                        SHARD_ITERATOR=$(aws kinesis get-shard-iterator --stream-name short-lived \\
                            --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON \\
                            --query 'ShardIterator' --output text)
                        aws kinesis get-records --shard-iterator "$SHARD_ITERATOR"
                        """).json().path("Records");

        assertThat(put.path("ShardId").asString()).isEqualTo("shardId-000000000000");
        assertThat(putTwo.path("FailedRecordCount").asInt()).isZero();
        assertThat(records.values().stream()
                        .map(record -> DeliveredRecord.utf8(record.path("Data").asString())))
                .containsExactly("hello", "two", "three");
        assertThat(shell.type("aws kinesis list-streams")
                        .json()
                        .path("StreamNames")
                        .toString())
                .contains("short-lived");

        shell.type("aws kinesis delete-stream --stream-name short-lived && "
                        + "aws kinesis wait stream-not-exists --stream-name short-lived")
                .succeeded();
    }
}
