package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.KinesisSettings;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

class LimitsOffTest extends ActionTest {
    @Override
    KinesisSettings settings() {
        return KinesisSettings.defaults().withoutLimits();
    }

    @Test
    void aDataStreamIsScaledAndSwitchedAsOftenAsOneLikes() {
        createProvisioned("orders", 4);

        for (int i = 0; i < 12; i++) {
            int target = 4 + i % 2;
            assertThat(kinesis.updateShardCount(request -> request.streamName("orders")
                                    .scalingType(ScalingType.UNIFORM_SCALING)
                                    .targetShardCount(target))
                            .targetShardCount())
                    .isEqualTo(target);
        }
        String arn = kinesis.describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary()
                .streamARN();
        for (StreamMode mode : new StreamMode[] {
            StreamMode.ON_DEMAND, StreamMode.PROVISIONED, StreamMode.ON_DEMAND, StreamMode.PROVISIONED
        }) {
            kinesis.updateStreamMode(
                    request -> request.streamARN(arn).streamModeDetails(details -> details.streamMode(mode)));
            assertThat(kinesis.describeStreamSummary(request -> request.streamName("orders"))
                            .streamDescriptionSummary()
                            .streamModeDetails()
                            .streamMode())
                    .isEqualTo(mode);
        }
    }
}
