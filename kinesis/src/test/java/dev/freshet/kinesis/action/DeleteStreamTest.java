package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class DeleteStreamTest extends ActionTest {
    @Test
    void aDeletedDataStreamIsGoneForGood() {
        createOnDemand("orders");

        kinesis.deleteStream(request -> request.streamName("orders"));

        assertGone();
        restart();
        assertGone();
    }

    private void assertGone() {
        assertRefused(
                () -> kinesis.describeStreamSummary(request -> request.streamName("orders")),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }

    @Test
    void itsRecordsDoNotComeBackUnderTheSameName() {
        createProvisioned("orders", 1);
        put("orders", "old");
        String iterator = iterator();
        kinesis.deleteStream(request -> request.streamARN(arn("orders")));
        createProvisioned("orders", 1);

        assertThat(kinesis.getRecords(request -> request.shardIterator(iterator()))
                        .records())
                .isEmpty();
        assertRefused(
                () -> kinesis.getRecords(request -> request.shardIterator(iterator)),
                "ResourceNotFoundException",
                "Could not find shard shardId-000000000000 in stream orders under account 123456789012.");
    }

    private String iterator() {
        return kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    @Test
    void aMissingDataStreamIsNotFound() {
        assertRefused(
                () -> kinesis.deleteStream(request -> request.streamName("orders")),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }
}
