package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.DescribeLimitsResponse;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentInputStatus;
import software.amazon.awssdk.services.kinesis.model.MinimumThroughputBillingCommitmentOutput;

/** DescribeLimits, DescribeAccountSettings and UpdateAccountSettings. */
class AccountTest extends ActionTest {
    private MinimumThroughputBillingCommitmentOutput update(MinimumThroughputBillingCommitmentInputStatus status) {
        return kinesis.updateAccountSettings(
                        request -> request.minimumThroughputBillingCommitment(commitment -> commitment.status(status)))
                .minimumThroughputBillingCommitment();
    }

    private MinimumThroughputBillingCommitmentOutput commitment() {
        return kinesis.describeAccountSettings(request -> {}).minimumThroughputBillingCommitment();
    }

    @Test
    void limitsAreDescribedWithWhatIsUsedOfThem() {
        createProvisioned("orders", 3);
        createOnDemand("cdc");

        DescribeLimitsResponse limits = kinesis.describeLimits();

        assertThat(limits.shardLimit()).isEqualTo(20_000);
        assertThat(limits.openShardCount()).isEqualTo(7);
        assertThat(limits.onDemandStreamCount()).isEqualTo(1);
        assertThat(limits.onDemandStreamCountLimit()).isEqualTo(50);
    }

    @Test
    void thereIsNoCommitmentUntilOneIsMade() {
        assertThat(commitment().statusAsString()).isEqualTo("DISABLED");
        assertThat(commitment().startedAt()).isNull();

        update(MinimumThroughputBillingCommitmentInputStatus.ENABLED);

        restart();
        assertThat(commitment().statusAsString()).isEqualTo("ENABLED");
        assertThat(commitment().startedAt()).isEqualTo(TestKinesis.START);
        assertThat(commitment().earliestAllowedEndAt()).isEqualTo(TestKinesis.START.plus(Duration.ofHours(24)));
    }

    @Test
    void aCommitmentLastsADayAtLeast() {
        update(MinimumThroughputBillingCommitmentInputStatus.ENABLED);
        test.clock.advance(Duration.ofHours(1));

        var ending = update(MinimumThroughputBillingCommitmentInputStatus.DISABLED);

        assertThat(ending.statusAsString()).isEqualTo("ENABLED_UNTIL_EARLIEST_ALLOWED_END");
        test.clock.advance(Duration.ofHours(23));
        assertThat(commitment().statusAsString()).isEqualTo("DISABLED");
        assertThat(commitment().endedAt()).isEqualTo(TestKinesis.START.plus(Duration.ofHours(24)));
    }

    @Test
    void anEndAskedForIsTakenBack() {
        update(MinimumThroughputBillingCommitmentInputStatus.ENABLED);
        update(MinimumThroughputBillingCommitmentInputStatus.DISABLED);

        var goingOn = update(MinimumThroughputBillingCommitmentInputStatus.ENABLED);

        assertThat(goingOn.statusAsString()).isEqualTo("ENABLED");
        assertThat(goingOn.startedAt()).isEqualTo(TestKinesis.START);
    }

    @Test
    void aCommitmentAllowsFiftyConsumers() {
        createProvisioned("orders", 1);
        update(MinimumThroughputBillingCommitmentInputStatus.ENABLED);

        for (int i = 0; i < 50; i++) {
            String name = "c" + i;
            kinesis.registerStreamConsumer(
                    request -> request.streamARN(arn("orders")).consumerName(name));
        }

        assertRefused(
                () -> kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("orders")).consumerName("more")),
                "LimitExceededException",
                "Stream orders under account 123456789012 cannot have more than 50 consumers.");
    }
}
