package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class GetShardIteratorTest extends ActionTest {
    private static final String SHARD = "shardId-000000000000";

    @BeforeEach
    void fill() {
        createProvisioned("orders", 2);
        for (String text : List.of("a", "b", "c")) {
            kinesis.putRecord(request -> request.streamName("orders")
                    .partitionKey("k")
                    .explicitHashKey("0")
                    .data(software.amazon.awssdk.core.SdkBytes.fromUtf8String(text)));
            test.clock.advance(Duration.ofSeconds(10));
        }
    }

    @Test
    void trimHorizonIsTheOldestRecordAndLatestIsBehindTheNewest() {
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON)))
                .containsExactly("a", "b", "c");
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.LATEST)))
                .isEmpty();
    }

    @Test
    void latestStaysWhereItWasWhenMoreRecordsCome() {
        String latest = iterator(request -> request.shardIteratorType(ShardIteratorType.LATEST));
        kinesis.putRecord(request -> request.streamName("orders")
                .partitionKey("k")
                .explicitHashKey("0")
                .data(software.amazon.awssdk.core.SdkBytes.fromUtf8String("d")));

        assertThat(texts(latest)).containsExactly("d");
    }

    @Test
    void sequenceNumbersStartAtOrBehindTheirRecord() {
        String second = records().get(1).sequenceNumber();

        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(second)))
                .containsExactly("b", "c");
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(second)))
                .containsExactly("c");
    }

    @Test
    void theShardsStartingSequenceNumberIsTheOldestRecord() {
        String start = kinesis.listShards(request -> request.streamName("orders"))
                .shards()
                .getFirst()
                .sequenceNumberRange()
                .startingSequenceNumber();

        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(start)))
                .containsExactly("a", "b", "c");
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(start)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void aTimestampIsTheFirstRecordFromThenOn() {
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(TestKinesis.START.plusSeconds(10))))
                .containsExactly("b", "c");
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(TestKinesis.START.plusMillis(10_001))))
                .containsExactly("c");
        assertThat(read(request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(TestKinesis.START.minus(Duration.ofDays(9)))))
                .containsExactly("a", "b", "c");
    }

    @Test
    void aTimestampInTheFutureIsRefused() {
        long now = test.clock.millis();

        assertRefused(
                () -> iterator(request -> request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                        .timestamp(test.clock.instant().plusMillis(1))),
                "InvalidArgumentException",
                "The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. "
                        + "timestampInMillis: " + (now + 1) + ", currentTimestampInMillis: " + now);
    }

    @Test
    void typeAndNumberMustFit() {
        String number = records().getFirst().sequenceNumber();
        String rule = "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber "
                + "or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified ";

        assertRefused(
                () -> iterator(request -> request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)),
                "InvalidArgumentException",
                rule + "AT_SEQUENCE_NUMBER and no StartingSequenceNumber.");
        assertRefused(
                () -> iterator(request ->
                        request.shardIteratorType(ShardIteratorType.LATEST).startingSequenceNumber(number)),
                "InvalidArgumentException",
                rule + "LATEST and also a StartingSequenceNumber.");
    }

    @Test
    void aNumberOfAnotherShardOrDataStreamIsRefused() {
        String number = records().getFirst().sequenceNumber();
        test.clock.advance(Duration.ofSeconds(1));
        createProvisioned("others", 2);

        assertRefused(
                () -> kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000001")
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(number)),
                "InvalidArgumentException",
                "Invalid StartingSequenceNumber. It encodes shardId-000000000000, while it was used in a call to a "
                        + "shard with shardId-000000000001");
        assertRefused(
                () -> kinesis.getShardIterator(request -> request.streamName("others")
                        .shardId(SHARD)
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(number)),
                "InvalidArgumentException",
                "StartingSequenceNumber " + number + " used in GetShardIterator on shard " + SHARD
                        + " in stream others under account 123456789012 is invalid because it did not come from this "
                        + "stream.");
    }

    @Test
    void aMissingShardIsNotFound() {
        assertRefused(
                () -> kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000009")
                        .shardIteratorType(ShardIteratorType.LATEST)),
                "ResourceNotFoundException",
                "Shard shardId-000000000009 in stream orders under account 123456789012 does not exist");
        assertRefused(
                () -> kinesis.getShardIterator(request ->
                        request.streamName("orders").shardId("first").shardIteratorType(ShardIteratorType.LATEST)),
                "ResourceNotFoundException",
                "Could not find shard first in stream orders under account 123456789012.");
    }

    @Test
    void anIteratorHasNoMoreThan512Characters() {
        String name = "n".repeat(128);
        createProvisioned(name, 1);

        assertThat(kinesis.getShardIterator(request ->
                                request.streamName(name).shardId(SHARD).shardIteratorType(ShardIteratorType.LATEST))
                        .shardIterator())
                .hasSizeLessThanOrEqualTo(512);
    }

    private List<Record> records() {
        String horizon = iterator(request -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
        return kinesis.getRecords(request -> request.shardIterator(horizon)).records();
    }

    private String iterator(Consumer<GetShardIteratorRequest.Builder> start) {
        return kinesis.getShardIterator(request -> {
                    request.streamName("orders").shardId(SHARD);
                    start.accept(request);
                })
                .shardIterator();
    }

    private List<String> read(Consumer<GetShardIteratorRequest.Builder> start) {
        return texts(iterator(start));
    }

    private List<String> texts(String iterator) {
        return kinesis.getRecords(request -> request.shardIterator(iterator)).records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }
}
