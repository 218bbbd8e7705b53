package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** IncreaseStreamRetentionPeriod and DecreaseStreamRetentionPeriod. */
class RetentionPeriodTest extends ActionTest {
    @BeforeEach
    void create() {
        createProvisioned("orders", 1);
    }

    private void increase(int hours) {
        kinesis.increaseStreamRetentionPeriod(
                request -> request.streamName("orders").retentionPeriodHours(hours));
    }

    private void decrease(int hours) {
        kinesis.decreaseStreamRetentionPeriod(
                request -> request.streamName("orders").retentionPeriodHours(hours));
    }

    private int hours() {
        return kinesis.describeStreamSummary(request -> request.streamName("orders"))
                .streamDescriptionSummary()
                .retentionPeriodHours();
    }

    private int readable() {
        String iterator = kinesis.getShardIterator(request ->
                        request.streamName("orders").shardId("0").shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return kinesis.getRecords(request -> request.shardIterator(iterator))
                .records()
                .size();
    }

    @Test
    void itGrowsAndShrinksBetweenADayAndAYear() {
        increase(8760);
        assertThat(hours()).isEqualTo(8760);
        decrease(24);
        assertThat(hours()).isEqualTo(24);
    }

    @Test
    void itGrowsByOneOperationAndShrinksByTheOther() {
        increase(48);

        assertRefused(
                () -> increase(30),
                "InvalidArgumentException",
                "Requested retention period (30 hours) for stream orders can not be shorter than existing retention "
                        + "period (48 hours). Use DecreaseRetentionPeriod API.");
        assertRefused(
                () -> decrease(72),
                "InvalidArgumentException",
                "Requested retention period (72 hours) for stream orders can not be longer than existing retention "
                        + "period (48 hours). Use IncreaseRetentionPeriod API.");
        assertRefused(
                () -> decrease(23),
                "InvalidArgumentException",
                "Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.");
        assertRefused(
                () -> increase(8761),
                "InvalidArgumentException",
                "Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.");
    }

    @Test
    void recordsAreKeptAsLongAsItSays() {
        increase(48);
        put("orders", "one");
        test.clock.advance(Duration.ofHours(47));
        test.kinesis().retention().trim();
        assertThat(readable()).isEqualTo(1);

        decrease(24);
        test.kinesis().retention().trim();

        assertThat(readable()).isZero();
    }

    @Test
    void whatHasExpiredDoesNotComeBack() {
        put("orders", "one");
        test.clock.advance(Duration.ofHours(25));

        increase(48);

        assertThat(readable()).isZero();
    }
}
