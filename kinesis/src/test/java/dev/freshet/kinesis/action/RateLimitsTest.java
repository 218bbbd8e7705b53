package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.KinesisSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The rates that AWS limits, on a clock that moves only when it is moved. */
class RateLimitsTest extends ActionTest {
    private static final String EXCEEDED =
            "Rate exceeded for shard shardId-000000000000 in stream orders under account 123456789012.";
    private static final int MIB = 1024 * 1024;

    @Override
    KinesisSettings settings() {
        return KinesisSettings.defaults();
    }

    private PutRecordsResponse putMany(int count, int bytes) {
        PutRecordsRequestEntry entry = PutRecordsRequestEntry.builder()
                .partitionKey("k")
                .data(SdkBytes.fromByteArray(new byte[bytes - 1]))
                .build();
        return kinesis.putRecords(request -> request.streamName("orders").records(Collections.nCopies(count, entry)));
    }

    private String iterator() {
        return kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    @Test
    void aShardTakesThousandRecordsASecondAndRefusesTheRestOneByOne() {
        createProvisioned("orders", 1);
        putMany(500, 10);
        assertThat(putMany(400, 10).failedRecordCount()).isZero();

        PutRecordsResponse over = putMany(150, 10);

        assertThat(over.failedRecordCount()).isEqualTo(50);
        List<PutRecordsResultEntry> refused = over.records().subList(100, 150);
        assertThat(refused).allSatisfy(result -> {
            assertThat(result.errorCode()).isEqualTo("ProvisionedThroughputExceededException");
            assertThat(result.errorMessage()).isEqualTo(EXCEEDED);
            assertThat(result.sequenceNumber()).isNull();
        });
        assertThat(over.records().subList(0, 100))
                .allSatisfy(result -> assertThat(result.sequenceNumber()).isNotNull());
        assertRefused(() -> put("orders", "one"), "ProvisionedThroughputExceededException", EXCEEDED);
        test.clock.advance(Duration.ofMillis(500));
        assertThat(putMany(500, 10).failedRecordCount()).isZero();
    }

    @Test
    void aShardTakesAMebibyteASecond() {
        createProvisioned("orders", 1);

        assertThat(putMany(5, MIB / 4).failedRecordCount()).isEqualTo(1);

        test.clock.advance(Duration.ofMillis(250));
        assertThat(putMany(2, MIB / 4).failedRecordCount()).isEqualTo(1);
    }

    @Test
    void aLargeRecordPassesAnIdleShardAndHoldsUpWhatFollows() {
        kinesis.createStream(
                request -> request.streamName("orders").shardCount(1).maxRecordSizeInKiB(10_240));
        test.clock.advance(Duration.ofSeconds(10));

        assertThat(putMany(1, 10 * MIB - 100).failedRecordCount()).isZero();

        assertThat(putMany(1, MIB).failedRecordCount()).isEqualTo(1);
        test.clock.advance(Duration.ofSeconds(1));
        assertThat(putMany(1, MIB).failedRecordCount()).isZero();
    }

    @Test
    void theShardsOfAnOnDemandDataStreamAreNotLimited() {
        createOnDemand("orders");

        for (int i = 0; i < 4; i++) {
            assertThat(putMany(500, 10).failedRecordCount()).isZero();
        }
        assertThat(putMany(9, MIB).failedRecordCount()).isZero();
        for (int i = 0; i < 10; i++) {
            kinesis.getRecords(request -> request.shardIterator(iterator()));
        }
    }

    @Test
    void aShardIsReadFiveTimesASecond() {
        createProvisioned("orders", 1);
        String iterator = iterator();
        for (int i = 0; i < 5; i++) {
            kinesis.getRecords(request -> request.shardIterator(iterator));
        }

        assertRefused(
                () -> kinesis.getRecords(request -> request.shardIterator(iterator)),
                "ProvisionedThroughputExceededException",
                EXCEEDED);
        test.clock.advance(Duration.ofMillis(200));
        kinesis.getRecords(request -> request.shardIterator(iterator));
    }

    @Test
    void tenMebibytesReadHoldUpTheNextReadForFiveSeconds() {
        createProvisioned("orders", 1);
        for (int i = 0; i < 11; i++) {
            putMany(1, MIB);
            test.clock.advance(Duration.ofSeconds(1));
        }
        String iterator = iterator();
        GetRecordsResponse large = kinesis.getRecords(request -> request.shardIterator(iterator));
        assertThat(large.records()).hasSizeGreaterThanOrEqualTo(10);

        test.clock.advance(Duration.ofMillis(4900));
        assertRefused(
                () -> kinesis.getRecords(request -> request.shardIterator(large.nextShardIterator())),
                "ProvisionedThroughputExceededException",
                EXCEEDED);
        test.clock.advance(Duration.ofMillis(100));
        kinesis.getRecords(request -> request.shardIterator(large.nextShardIterator()));
    }

    @Test
    void iteratorsAreGivenFiveTimesASecond() {
        createProvisioned("orders", 1);
        for (int i = 0; i < 5; i++) {
            iterator();
        }

        assertRefused(this::iterator, "ProvisionedThroughputExceededException", EXCEEDED);
    }

    @Test
    void operationsAreCalledAsOftenAsAwsAllows() {
        for (int i = 0; i < 5; i++) {
            createProvisioned("orders" + i, 1);
        }

        assertRefused(
                () -> createProvisioned("orders", 1),
                "LimitExceededException",
                "Rate exceeded for account 123456789012: CreateStream can be called 5 times per second.");
        test.clock.advance(Duration.ofMillis(200));
        createProvisioned("orders", 1);
    }

    @Test
    void someOperationsAreCountedForEachDataStream() {
        createProvisioned("orders", 1);
        createProvisioned("others", 1);
        for (int i = 0; i < 5; i++) {
            kinesis.listTagsForStream(request -> request.streamName("orders"));
        }

        kinesis.listTagsForStream(request -> request.streamName("others"));
        assertRefused(
                () -> kinesis.listTagsForStream(request -> request.streamName("orders")),
                "LimitExceededException",
                "Rate exceeded for arn:aws:kinesis:us-east-1:123456789012:stream/orders: ListTagsForStream can be "
                        + "called 5 times per second.");
    }

    @Test
    void enhancedMonitoringIsCountedForEachDataStreamThoughItsPermissionIsForAll() {
        createProvisioned("orders", 1);
        createProvisioned("others", 1);
        for (int i = 0; i < 5; i++) {
            enableMonitoring("orders");
        }

        enableMonitoring("others");
        assertRefused(
                () -> enableMonitoring("orders"),
                "LimitExceededException",
                "Rate exceeded for arn:aws:kinesis:us-east-1:123456789012:stream/orders: EnableEnhancedMonitoring can "
                        + "be called 5 times per second.");
    }

    private void enableMonitoring(String name) {
        kinesis.enableEnhancedMonitoring(request -> request.streamName(name).shardLevelMetrics(MetricsName.ALL));
    }

    @Test
    void theConsumersOfADataStreamAreCountedTogether() {
        createProvisioned("orders", 1);
        String first = register("first");
        register("second");
        for (int i = 0; i < 10; i++) {
            kinesis.describeStreamConsumer(request -> request.consumerARN(first));
            kinesis.describeStreamConsumer(
                    request -> request.streamARN(arn("orders")).consumerName("second"));
        }

        assertRefused(
                () -> kinesis.describeStreamConsumer(request -> request.consumerARN(first)),
                "LimitExceededException",
                "Rate exceeded for arn:aws:kinesis:us-east-1:123456789012:stream/orders: DescribeStreamConsumer can "
                        + "be called 20 times per second.");
    }

    private String register(String consumer) {
        return kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("orders")).consumerName(consumer))
                .consumer()
                .consumerARN();
    }
}
