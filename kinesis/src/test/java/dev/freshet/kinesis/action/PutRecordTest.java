package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import dev.freshet.kinesis.datastream.SequenceNumber;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;

class PutRecordTest extends ActionTest {
    @Test
    void thePartitionKeysHashChoosesTheShard() {
        createOnDemand("orders");

        // md5("a") starts with 0c, md5("b") with 92, md5("e") with e1.
        assertThat(put("a").shardId()).isEqualTo("shardId-000000000000");
        assertThat(put("b").shardId()).isEqualTo("shardId-000000000002");
        assertThat(put("e").shardId()).isEqualTo("shardId-000000000003");
    }

    @Test
    void anExplicitHashKeyOverridesIt() {
        createOnDemand("orders");

        PutRecordResponse answer = kinesis.putRecord(request -> request.streamName("orders")
                .partitionKey("a")
                .explicitHashKey("340282366920938463463374607431768211455")
                .data(SdkBytes.fromUtf8String("x")));

        assertThat(answer.shardId()).isEqualTo("shardId-000000000003");
    }

    @Test
    void numbersOfAShardIncrease() {
        createOnDemand("orders");

        String first = put("a").sequenceNumber();
        String second = put("a").sequenceNumber();

        assertThat(SequenceNumber.parse(second).orElseThrow())
                .isGreaterThan(SequenceNumber.parse(first).orElseThrow());
    }

    @Test
    void numbersGoOnIncreasingAfterARestart() {
        createOnDemand("orders");
        String first = put("a").sequenceNumber();

        restart();

        assertThat(SequenceNumber.parse(put("a").sequenceNumber()).orElseThrow())
                .isGreaterThan(SequenceNumber.parse(first).orElseThrow());
    }

    @Test
    void aHashKeyBeyondTheLastIsRefused() {
        createOnDemand("orders");

        assertRefused(
                () -> kinesis.putRecord(request -> request.streamName("orders")
                        .partitionKey("a")
                        .explicitHashKey("340282366920938463463374607431768211456")
                        .data(SdkBytes.fromUtf8String("x"))),
                "InvalidArgumentException",
                "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. "
                        + "Specified value was 340282366920938463463374607431768211456");
    }

    @Test
    void aRecordOverTheDataStreamsLimitIsRefused() {
        createOnDemand("orders");

        assertRefused(
                () -> kinesis.putRecord(request -> request.streamName("orders")
                        .partitionKey("a")
                        .data(SdkBytes.fromByteArray(new byte[1024 * 1024]))),
                "ValidationException",
                "1 validation error detected: Value at 'records.1.member.data' failed to satisfy constraint: Member "
                        + "must have length less than or equal to 1048576, partition key included, but has 1048577; "
                        + "UpdateMaxRecordSize raises the limit of a stream");
    }

    @Test
    void aNumberForOrderingMustBeOne() {
        createOnDemand("orders");

        assertRefusedForOrdering("7");
    }

    @Test
    void aNumberForOrderingMustNotBeOfATimeToCome() {
        createOnDemand("orders");
        long now = TestKinesis.START.getEpochSecond();

        putBehind(new SequenceNumber(now, 0, 1, now).toString());

        assertRefusedForOrdering(new SequenceNumber(now, 0, 100, now + 1).toString());
    }

    @Test
    void aNumberThatWasGivenOutIsTakenForOrderingAfterTheClockWasSetBack() {
        createOnDemand("orders");
        test.clock.advance(Duration.ofHours(1));
        String given = put("a").sequenceNumber();
        test.clock.advance(Duration.ofHours(-1));

        putBehind(given);
    }

    private void assertRefusedForOrdering(String number) {
        assertRefused(
                () -> putBehind(number),
                "InvalidArgumentException",
                "ExclusiveMinimumSequenceNumber " + number
                        + " used in PutRecord on stream orders under account 123456789012 is invalid.");
    }

    private void putBehind(String number) {
        kinesis.putRecord(request -> request.streamName("orders")
                .partitionKey("a")
                .sequenceNumberForOrdering(number)
                .data(SdkBytes.fromUtf8String("x")));
    }

    private PutRecordResponse put(String partitionKey) {
        return kinesis.putRecord(request ->
                request.streamName("orders").partitionKey(partitionKey).data(SdkBytes.fromUtf8String("x")));
    }
}
