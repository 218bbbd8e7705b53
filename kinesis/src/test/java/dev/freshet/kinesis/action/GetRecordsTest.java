package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.TestGateway;
import dev.freshet.kinesis.TestKinesis;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class GetRecordsTest extends ActionTest {
    @BeforeEach
    void create() {
        kinesis.createStream(
                request -> request.streamName("orders").shardCount(1).maxRecordSizeInKiB(10_240));
    }

    @Test
    void aRecordComesBackWithAllItsMembers() {
        byte[] data = {0, -1, 127, -128};
        String number = kinesis.putRecord(request ->
                        request.streamName("orders").partitionKey("schlüssel").data(SdkBytes.fromByteArray(data)))
                .sequenceNumber();

        Record record = get(horizon()).records().getFirst();

        assertThat(record.sequenceNumber()).isEqualTo(number);
        assertThat(record.partitionKey()).isEqualTo("schlüssel");
        assertThat(record.data().asByteArray()).isEqualTo(data);
        assertThat(record.approximateArrivalTimestamp()).isEqualTo(TestKinesis.START);
    }

    @Test
    void theNextIteratorGoesOnAndTheOldOneReadsTheSameAgain() {
        put("orders", "a", "b", "c");
        String start = horizon();

        GetRecordsResponse first =
                kinesis.getRecords(request -> request.shardIterator(start).limit(2));
        GetRecordsResponse again =
                kinesis.getRecords(request -> request.shardIterator(start).limit(2));

        assertThat(again.records()).isEqualTo(first.records());
        assertThat(get(first.nextShardIterator()).records())
                .extracting(record -> record.data().asUtf8String())
                .containsExactly("c");
    }

    @Test
    void anEmptyAnswerHasANextIteratorToo() {
        GetRecordsResponse empty = get(horizon());

        assertThat(empty.records()).isEmpty();
        assertThat(empty.millisBehindLatest()).isZero();
        put("orders", "a");
        assertThat(get(empty.nextShardIterator()).records()).hasSize(1);
    }

    @Test
    void millisBehindLatestIsTheAgeOfTheLastRecordReadUntilCaughtUp() {
        put("orders", "a", "b");
        test.clock.advance(Duration.ofSeconds(5));

        GetRecordsResponse first =
                kinesis.getRecords(request -> request.shardIterator(horizon()).limit(1));

        assertThat(first.millisBehindLatest()).isEqualTo(5000);
        assertThat(get(first.nextShardIterator()).millisBehindLatest()).isZero();
    }

    @Test
    void anAnswerHasTenMebibytesAtMost() {
        int bytes = 4 * 1024 * 1024;
        for (int i = 0; i < 3; i++) {
            kinesis.putRecord(request ->
                    request.streamName("orders").partitionKey("k").data(SdkBytes.fromByteArray(new byte[bytes])));
        }

        GetRecordsResponse first = get(horizon());

        assertThat(first.records()).hasSize(2);
        assertThat(get(first.nextShardIterator()).records()).hasSize(1);
    }

    @Test
    void anAnswerHasAsMuchAsThereIsMemoryForAndHoldsWhatItHas() {
        put("orders", "a".repeat(100), "b".repeat(100), "c".repeat(100));
        LittleMemory memory = new LittleMemory(500);

        GetRecords.Response first = handle(horizon(), memory);
        GetRecords.Response second = handle(first.nextShardIterator(), memory);

        assertThat(memory.least).isEqualTo(10_240 * 1024);
        assertThat(memory.wanted).isEqualTo(10 * 1024 * 1024);
        assertThat(first.records()).hasSize(2);
        assertThat(second.records()).hasSize(1);
        assertThat(memory.kept).isBetween(200, 500);
    }

    private static final class LittleMemory implements AnswerMemory {
        private final int bytes;
        private int least;
        private int wanted;
        private int kept;

        LittleMemory(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public int take(int leastBytes, int wantedBytes) {
            least = leastBytes;
            wanted = wantedBytes;
            return bytes;
        }

        @Override
        public void keep(int used) {
            kept = used;
        }
    }

    private GetRecords.Response handle(@Nullable String iterator, AnswerMemory memory) {
        Action<?, ?> action = test.kinesis().service().actions().stream()
                .filter(each -> each.name().equals("GetRecords"))
                .findFirst()
                .orElseThrow();
        Call call = new Call(
                new UUID(0, 0),
                new Principal.Root(TestGateway.ACCOUNT),
                TestGateway.REGION,
                test.clock.instant(),
                TestGateway.ALLOW_ALL,
                memory);
        return ((GetRecords) action).handle(new GetRecords.Request(iterator, null, null, null), call);
    }

    @Test
    void anIteratorLastsFiveMinutes() {
        String iterator = horizon();
        test.clock.advance(Duration.ofMinutes(5));
        assertThat(get(iterator).records()).isEmpty();
        test.clock.advance(Duration.ofMillis(1));

        assertRefused(
                () -> get(iterator),
                "ExpiredIteratorException",
                "Iterator expired. The iterator was created at time Sun Mar 01 12:00:00 UTC 2026 while right now it is "
                        + "Sun Mar 01 12:05:00 UTC 2026 which is further in the future than the tolerated delay of "
                        + "300000 milliseconds.");
    }

    @Test
    void anIteratorOutlivesARestart() {
        put("orders", "a");
        String iterator = horizon();

        restart();

        assertThat(get(iterator).records()).hasSize(1);
    }

    @Test
    void aForgedIteratorIsRefused() {
        String iterator = horizon();
        char other = iterator.charAt(40) == 'A' ? 'B' : 'A';
        String forged = iterator.substring(0, 40) + other + iterator.substring(41);

        assertRefused(() -> get(forged), "InvalidArgumentException", "Invalid ShardIterator.");
        assertRefused(() -> get("AAAA"), "InvalidArgumentException", "Invalid ShardIterator.");
        assertRefused(() -> get("no Base64!"), "InvalidArgumentException", "Invalid ShardIterator.");
    }

    @Test
    void expiredRecordsAreTrimmedAndOthersStay() {
        put("orders", "old");
        test.clock.advance(Duration.ofHours(23));
        put("orders", "new");
        test.clock.advance(Duration.ofHours(1).plusMillis(1));

        test.kinesis().retention().trim();

        assertThat(get(horizon()).records())
                .extracting(record -> record.data().asUtf8String())
                .containsExactly("new");
    }

    @Test
    void aReaderThatComesBackWhenAllHasExpiredGoesOnBehindIt() {
        String first = kinesis.putRecord(request ->
                        request.streamName("orders").partitionKey("k").data(SdkBytes.fromUtf8String("read before")))
                .sequenceNumber();
        put("orders", "missed");
        test.clock.advance(Duration.ofHours(24).plusMillis(1));
        test.kinesis().retention().trim();

        GetRecordsResponse none = get(kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(first))
                .shardIterator());

        assertThat(none.records()).isEmpty();
        assertThat(none.millisBehindLatest()).isZero();
        put("orders", "new");
        assertThat(get(none.nextShardIterator()).records())
                .extracting(record -> record.data().asUtf8String())
                .containsExactly("new");
    }

    @Test
    void theArnMustBeThatOfTheIterator() {
        createProvisioned("others", 1);
        String iterator = horizon();

        assertThat(kinesis.getRecords(request -> request.shardIterator(iterator).streamARN(arn("orders")))
                        .records())
                .isEmpty();
        assertRefused(
                () -> kinesis.getRecords(
                        request -> request.shardIterator(iterator).streamARN(arn("others"))),
                "InvalidArgumentException",
                "StreamARN " + arn("others") + " does not match the stream of the ShardIterator.");
    }

    @Test
    void aLimitOverTenThousandIsRefused() {
        assertRefused(
                () -> kinesis.getRecords(request -> request.shardIterator("x").limit(10_001)),
                "ValidationException",
                "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have "
                        + "value less than or equal to 10000");
    }

    private String horizon() {
        return kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private GetRecordsResponse get(String iterator) {
        return kinesis.getRecords(request -> request.shardIterator(iterator));
    }
}
