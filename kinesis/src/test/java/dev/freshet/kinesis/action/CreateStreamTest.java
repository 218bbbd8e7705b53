package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

class CreateStreamTest extends ActionTest {
    @Test
    void anOnDemandDataStreamHasFourShards() {
        kinesis.createStream(request -> request.streamName("cdc")
                .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))
                .maxRecordSizeInKiB(10_240));

        StreamDescriptionSummary summary = summary("cdc");
        assertThat(summary.streamStatus()).isEqualTo(StreamStatus.ACTIVE);
        assertThat(summary.openShardCount()).isEqualTo(4);
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.ON_DEMAND);
        assertThat(summary.maxRecordSizeInKiB()).isEqualTo(10_240);
    }

    @Test
    void withoutAModeItIsProvisionedWithTheShardsAskedFor() {
        createProvisioned("orders", 3);

        StreamDescriptionSummary summary = summary("orders");
        assertThat(summary.streamModeDetails().streamMode()).isEqualTo(StreamMode.PROVISIONED);
        assertThat(summary.openShardCount()).isEqualTo(3);
        assertThat(summary.maxRecordSizeInKiB()).isEqualTo(1024);
        assertThat(summary.retentionPeriodHours()).isEqualTo(24);
    }

    @Test
    void aNameIsUsedOnce() {
        createOnDemand("orders");

        assertRefused(
                () -> createProvisioned("orders", 1),
                "ResourceInUseException",
                "Stream orders under account 123456789012 already exists.");
    }

    @Test
    void modeAndShardCountMustFit() {
        assertRefused(
                () -> kinesis.createStream(request -> request.streamName("orders")),
                "ValidationException",
                "ShardCount must be specified for a stream in PROVISIONED mode.");
        assertRefused(
                () -> kinesis.createStream(request -> request.streamName("orders")
                        .shardCount(2)
                        .streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND))),
                "ValidationException",
                "ShardCount must not be specified for a stream in ON_DEMAND mode.");
    }

    @Test
    void constraintsAreNamedAllAtOnce() {
        assertRefused(
                () -> kinesis.createStream(
                        request -> request.streamName("no spaces").shardCount(0).maxRecordSizeInKiB(10_241)),
                "ValidationException",
                "3 validation errors detected: Value 'no spaces' at 'streamName' failed to satisfy constraint: "
                        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; "
                        + "Value '0' at 'shardCount' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 1; "
                        + "Value '10241' at 'maxRecordSizeInKiB' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 10240");
    }

    @Test
    void theAccountsShardsAreLimited() {
        assertRefused(
                () -> createProvisioned("orders", 20_001),
                "LimitExceededException",
                "This request would exceed the shard limit for the account 123456789012 in us-east-1. Current shard "
                        + "count for the account: 0. Limit: 20000. Number of additional shards that would have "
                        + "resulted from this request: 20001.");
    }

    @Test
    void moreShardsThanCanBeAddedUpAreRefusedToo() {
        createProvisioned("orders", 1);

        assertRefused(
                () -> createProvisioned("clicks", Integer.MAX_VALUE),
                "LimitExceededException",
                "This request would exceed the shard limit for the account 123456789012 in us-east-1. Current shard "
                        + "count for the account: 1. Limit: 20000. Number of additional shards that would have "
                        + "resulted from this request: 2147483647.");
    }

    @Test
    void dataStreamsOutliveARestart() {
        createOnDemand("orders");

        restart();

        assertThat(summary("orders").streamStatus()).isEqualTo(StreamStatus.ACTIVE);
    }

    private StreamDescriptionSummary summary(String name) {
        return kinesis.describeStreamSummary(request -> request.streamName(name))
                .streamDescriptionSummary();
    }
}
