package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentInputStatus;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** UpdateStreamMode, UpdateStreamWarmThroughput and UpdateMaxRecordSize. */
class CapacityModeTest extends ActionTest {
    private void switchTo(StreamMode mode) {
        kinesis.updateStreamMode(
                request -> request.streamARN(arn("orders")).streamModeDetails(details -> details.streamMode(mode)));
    }

    private StreamDescriptionSummary summary() {
        return kinesis.describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary();
    }

    private void commit() {
        kinesis.updateAccountSettings(request -> request.minimumThroughputBillingCommitment(
                commitment -> commitment.status(MinimumThroughputBillingCommitmentInputStatus.ENABLED)));
    }

    @Test
    void aSwitchOfModeKeepsTheShards() {
        createProvisioned("orders", 3);

        switchTo(StreamMode.ON_DEMAND);

        assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary().openShardCount()).isEqualTo(3);
    }

    @Test
    void theModeIsSwitchedTwiceADay() {
        createProvisioned("orders", 1);
        switchTo(StreamMode.ON_DEMAND);
        switchTo(StreamMode.ON_DEMAND);
        switchTo(StreamMode.PROVISIONED);

        assertRefused(
                () -> switchTo(StreamMode.ON_DEMAND),
                "LimitExceededException",
                "The mode of stream orders under account 123456789012 can be switched no more than 2 times in 24 "
                        + "hours.");
        test.clock.advance(Duration.ofHours(25));
        switchTo(StreamMode.ON_DEMAND);
        assertThat(summary().streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
    }

    @Test
    void warmThroughputNeedsTheCommitmentAndAnOnDemandDataStream() {
        createOnDemand("orders");
        assertRefused(
                () -> kinesis.updateStreamWarmThroughput(
                        request -> request.streamName("orders").warmThroughputMiBps(6)),
                "ValidationException",
                "WarmThroughputMiBps requires the account's minimum throughput billing commitment.");
        commit();

        var answer = kinesis.updateStreamWarmThroughput(
                request -> request.streamName("orders").warmThroughputMiBps(6));

        assertThat(answer.warmThroughput().targetMiBps()).isEqualTo(6);
        assertThat(summary().warmThroughput().currentMiBps()).isEqualTo(6);
        assertThat(summary().openShardCount()).isEqualTo(6);
        switchTo(StreamMode.PROVISIONED);
        assertThat(summary().warmThroughput()).isNull();
        assertRefused(
                () -> kinesis.updateStreamWarmThroughput(
                        request -> request.streamName("orders").warmThroughputMiBps(7)),
                "ValidationException",
                "Request is invalid. Stream orders under account 123456789012 is not in On-Demand mode.");
    }

    @Test
    void aDataStreamIsCreatedWarm() {
        commit();

        kinesis.createStream(request -> request.streamName("orders")
                .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))
                .warmThroughputMiBps(8));

        assertThat(summary().openShardCount()).isEqualTo(8);
        assertThat(summary().warmThroughput().targetMiBps()).isEqualTo(8);
    }

    @Test
    void theLargestRecordIsChangedInPlace() {
        createProvisioned("orders", 1);

        kinesis.updateMaxRecordSize(request -> request.streamARN(arn("orders")).maxRecordSizeInKiB(10_240));

        assertThat(summary().maxRecordSizeInKiB()).isEqualTo(10_240);
        assertRefused(
                () -> kinesis.updateMaxRecordSize(
                        request -> request.streamARN(arn("orders")).maxRecordSizeInKiB(10_241)),
                "ValidationException",
                "1 validation error detected: Value '10241' at 'maxRecordSizeInKiB' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 10240");
    }
}
