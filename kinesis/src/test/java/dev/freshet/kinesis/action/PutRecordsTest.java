package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class PutRecordsTest extends ActionTest {
    @Test
    void resultsComeInTheOrderOfTheRecords() {
        createOnDemand("orders");

        PutRecordsResponse answer = kinesis.putRecords(
                request -> request.streamName("orders").records(entry("a", 1), entry("e", 1), entry("a", 1)));

        assertThat(answer.failedRecordCount()).isZero();
        assertThat(answer.records())
                .extracting(PutRecordsResultEntry::shardId)
                .containsExactly("shardId-000000000000", "shardId-000000000003", "shardId-000000000000");
        assertThat(answer.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsOnlyNulls();
    }

    @Test
    void eachNumberFindsItsOwnRecordAgain() {
        createProvisioned("orders", 1);
        PutRecordsResponse answer = kinesis.putRecords(
                request -> request.streamName("orders").records(entry("a", 1), entry("b", 2), entry("c", 3)));

        String iterator = kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(answer.records().get(1).sequenceNumber()))
                .shardIterator();

        assertThat(kinesis.getRecords(request -> request.shardIterator(iterator))
                        .records())
                .extracting(record -> record.partitionKey())
                .containsExactly("b", "c");
    }

    @Test
    void oneRecordOverTheLimitRefusesTheWholeCall() {
        createProvisioned("orders", 1);

        assertRefused(
                () -> kinesis.putRecords(
                        request -> request.streamName("orders").records(entry("a", 1), entry("b", 1024 * 1024))),
                "ValidationException",
                "1 validation error detected: Value at 'records.2.member.data' failed to satisfy constraint: Member "
                        + "must have length less than or equal to 1048576, partition key included, but has 1048577; "
                        + "UpdateMaxRecordSize raises the limit of a stream");
    }

    @Test
    void moreThanFiveHundredRecordsAreRefused() {
        createProvisioned("orders", 1);
        List<PutRecordsRequestEntry> records = Collections.nCopies(501, entry("a", 1));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> kinesis.putRecords(
                        request -> request.streamName("orders").records(records)))
                .hasMessageContaining("at 'records' failed to satisfy constraint: Member must have length less than or "
                        + "equal to 500");
    }

    @Test
    void moreThanTenMebibytesAreRefused() {
        kinesis.createStream(
                request -> request.streamName("orders").shardCount(1).maxRecordSizeInKiB(10_240));
        int half = 5 * 1024 * 1024;

        assertRefused(
                () -> kinesis.putRecords(
                        request -> request.streamName("orders").records(entry("a", half), entry("b", half))),
                "InvalidArgumentException",
                "Records size exceeds 10 MB limit");
        assertThat(kinesis.putRecords(request ->
                                request.streamName("orders").records(entry("a", half - 1), entry("b", half - 1)))
                        .failedRecordCount())
                .isZero();
    }

    @Test
    void anEmptyPartitionKeyIsRefusedByItsPlace() {
        createProvisioned("orders", 1);

        assertRefused(
                () -> kinesis.putRecords(request -> request.streamName("orders").records(entry("a", 1), entry("", 1))),
                "ValidationException",
                "1 validation error detected: Value '' at 'records.2.member.partitionKey' failed to satisfy "
                        + "constraint: Member must have length greater than or equal to 1");
    }

    private static PutRecordsRequestEntry entry(String partitionKey, int bytes) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromByteArray(new byte[bytes]))
                .build();
    }
}
