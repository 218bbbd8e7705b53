package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.DisableEnhancedMonitoringResponse;
import software.amazon.awssdk.services.kinesis.model.EnableEnhancedMonitoringResponse;
import software.amazon.awssdk.services.kinesis.model.MetricsName;

/** EnableEnhancedMonitoring and DisableEnhancedMonitoring. */
class EnhancedMonitoringTest extends ActionTest {
    @BeforeEach
    void create() {
        createProvisioned("orders", 1);
    }

    @Test
    void metricsAreSwitchedOnAndTheAnswerHasThoseBeforeAndAfter() {
        kinesis.enableEnhancedMonitoring(
                request -> request.streamName("orders").shardLevelMetrics(MetricsName.INCOMING_BYTES));

        EnableEnhancedMonitoringResponse answer = kinesis.enableEnhancedMonitoring(
                request -> request.streamARN(arn("orders")).shardLevelMetrics(MetricsName.OUTGOING_BYTES));

        assertThat(answer.streamName()).isEqualTo("orders");
        assertThat(answer.streamARN()).isEqualTo(arn("orders"));
        assertThat(answer.currentShardLevelMetrics()).containsExactly(MetricsName.INCOMING_BYTES);
        assertThat(answer.desiredShardLevelMetrics())
                .containsExactly(MetricsName.INCOMING_BYTES, MetricsName.OUTGOING_BYTES);
    }

    @Test
    void allMeansEachOfThem() {
        EnableEnhancedMonitoringResponse on = kinesis.enableEnhancedMonitoring(
                request -> request.streamName("orders").shardLevelMetrics(MetricsName.ALL));
        DisableEnhancedMonitoringResponse off = kinesis.disableEnhancedMonitoring(
                request -> request.streamName("orders").shardLevelMetrics(MetricsName.ALL));

        assertThat(on.desiredShardLevelMetrics()).hasSize(7).doesNotContain(MetricsName.ALL);
        assertThat(off.currentShardLevelMetrics()).hasSize(7);
        assertThat(off.desiredShardLevelMetrics()).isEmpty();
    }

    @Test
    void theChoiceOutlivesARestart() {
        kinesis.enableEnhancedMonitoring(
                request -> request.streamName("orders").shardLevelMetrics(MetricsName.INCOMING_RECORDS));

        restart();

        assertThat(kinesis.describeStreamSummary(request -> request.streamName("orders"))
                        .streamDescriptionSummary()
                        .enhancedMonitoring()
                        .getFirst()
                        .shardLevelMetrics())
                .containsExactly(MetricsName.INCOMING_RECORDS);
    }
}
