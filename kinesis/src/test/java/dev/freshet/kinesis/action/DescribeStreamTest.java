package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class DescribeStreamTest extends ActionTest {
    @Test
    void theDescriptionHasTheDataStreamAndItsShards() {
        createOnDemand("orders");

        StreamDescription description =
                kinesis.describeStream(request -> request.streamName("orders")).streamDescription();

        assertThat(description.streamName()).isEqualTo("orders");
        assertThat(description.streamARN()).isEqualTo(arn("orders"));
        assertThat(description.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(description.streamCreationTimestamp()).isEqualTo(TestKinesis.START);
        assertThat(description.encryptionType()).isEqualTo(EncryptionType.NONE);
        assertThat(description.hasMoreShards()).isFalse();
        assertThat(description.enhancedMonitoring()).hasSize(1);
        assertThat(description.shards())
                .extracting(Shard::shardId)
                .containsExactly(
                        "shardId-000000000000", "shardId-000000000001", "shardId-000000000002", "shardId-000000000003");
    }

    @Test
    void anOpenShardHasAStartAndNoEnd() {
        createProvisioned("orders", 1);

        Shard shard = kinesis.describeStream(request -> request.streamName("orders"))
                .streamDescription()
                .shards()
                .getFirst();

        assertThat(shard.parentShardId()).isNull();
        assertThat(shard.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(shard.hashKeyRange().endingHashKey()).isEqualTo("340282366920938463463374607431768211455");
        assertThat(shard.sequenceNumberRange().startingSequenceNumber()).matches("\\d{56}");
        assertThat(shard.sequenceNumberRange().endingSequenceNumber()).isNull();
    }

    @Test
    void shardsComeInPages() {
        createProvisioned("orders", 3);

        StreamDescription first = kinesis.describeStream(
                        request -> request.streamName("orders").limit(2))
                .streamDescription();
        StreamDescription second = kinesis.describeStream(request -> request.streamName("orders")
                        .exclusiveStartShardId(first.shards().getLast().shardId()))
                .streamDescription();

        assertThat(first.hasMoreShards()).isTrue();
        assertThat(second.hasMoreShards()).isFalse();
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly("shardId-000000000002");
    }

    @Test
    void aPageHasNoMoreThanHundredShards() {
        createProvisioned("orders", 101);

        StreamDescription page = kinesis.describeStream(
                        request -> request.streamName("orders").limit(10_000))
                .streamDescription();

        assertThat(page.shards()).hasSize(100);
        assertThat(page.hasMoreShards()).isTrue();
    }

    @Test
    void aMissingDataStreamIsNotFound() {
        assertRefused(
                () -> kinesis.describeStream(request -> request.streamName("orders")),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }

    @Test
    void theArnNamesADataStreamToo() {
        createOnDemand("orders");

        assertThat(kinesis.describeStream(request -> request.streamARN(arn("orders")))
                        .streamDescription()
                        .streamName())
                .isEqualTo("orders");
    }

    @Test
    void nameAndArnMustAgreeAndOneMustBeThere() {
        createOnDemand("orders");

        assertRefused(
                () -> kinesis.describeStream(
                        request -> request.streamName("orders").streamARN(arn("others"))),
                "InvalidArgumentException",
                "StreamName orders does not match the stream of StreamARN " + arn("others") + ".");
        assertRefused(
                () -> kinesis.describeStream(request -> {}),
                "InvalidArgumentException",
                "Either StreamName or StreamARN must be specified.");
    }

    @Test
    void anotherAccountsOrRegionsDataStreamIsNotFound() {
        createOnDemand("orders");

        assertRefused(
                () -> kinesis.describeStream(
                        request -> request.streamARN("arn:aws:kinesis:us-east-1:210987654321:stream/orders")),
                "ResourceNotFoundException",
                "Stream orders under account 210987654321 not found.");
        assertRefused(
                () -> kinesis.describeStream(
                        request -> request.streamARN("arn:aws:kinesis:eu-west-1:123456789012:stream/orders")),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }
}
