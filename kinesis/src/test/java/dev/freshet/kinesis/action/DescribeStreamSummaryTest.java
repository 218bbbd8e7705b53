package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class DescribeStreamSummaryTest extends ActionTest {
    @Test
    void theSummaryHasEverythingButTheShards() {
        createProvisioned("orders", 2);

        StreamDescriptionSummary summary = kinesis.describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary();

        assertThat(summary.streamName()).isEqualTo("orders");
        assertThat(summary.streamARN()).isEqualTo(arn("orders"));
        assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(summary.streamCreationTimestamp()).isEqualTo(TestKinesis.START);
        assertThat(summary.openShardCount()).isEqualTo(2);
        assertThat(summary.consumerCount()).isZero();
        assertThat(summary.retentionPeriodHours()).isEqualTo(24);
        assertThat(summary.encryptionType()).isEqualTo(EncryptionType.NONE);
    }

    @Test
    void aMissingDataStreamIsNotFound() {
        assertRefused(
                () -> kinesis.describeStreamSummary(request -> request.streamName("orders")),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }
}
