package dev.freshet.app.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.DataRecord;
import dev.freshet.app.client.KinesisClient;
import dev.freshet.app.client.SignedHttp;
import dev.freshet.app.home.RootAccessKey;
import dev.freshet.gateway.TestGateway;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads through a real gateway, which verifies every signature. */
@Timeout(120)
class DataStreamFollowerTest {
    private final FakeDataStream dataStream = new FakeDataStream();
    private final TestGateway gateway = TestGateway.start(dataStream.service());
    private final SignedHttp http = http(TestGateway.SECRET_ACCESS_KEY);
    private final KinesisClient kinesis = new KinesisClient(http, "us-east-1");

    @AfterEach
    void close() {
        http.close();
        gateway.close();
    }

    @Test
    void everyRecordOfEveryShardIsReadInTheOrderOfItsShard() throws InterruptedException {
        for (String shard : List.of("s0", "s1", "s2")) {
            dataStream.open(shard);
            for (int i = 0; i < 5; i++) {
                dataStream.put(shard, shard + "-" + i);
            }
        }

        try (DataStreamFollower follower = follow(StartFrom.TRIM_HORIZON)) {
            List<String> read = read(follower, 15);
            for (String shard : List.of("s0", "s1", "s2")) {
                assertThat(read.stream().filter(data -> data.startsWith(shard)))
                        .containsExactly(shard + "-0", shard + "-1", shard + "-2", shard + "-3", shard + "-4");
            }
        }
    }

    @Test
    void fromLatestOnlyWhatIsPutAfterOpeningIsRead() throws InterruptedException {
        dataStream.open("s0");
        dataStream.put("s0", "before");

        try (DataStreamFollower follower = follow(StartFrom.LATEST)) {
            dataStream.put("s0", "after");

            assertThat(read(follower, 1)).containsExactly("after");
        }
    }

    @Test
    void childrenAreReadAfterTheirParents() throws InterruptedException {
        dataStream.open("parent");
        dataStream.put("parent", "p1");
        dataStream.put("parent", "p2");
        dataStream.put("parent", "p3");
        dataStream.open("left", "parent");
        dataStream.open("right", "parent");
        dataStream.put("left", "l");
        dataStream.put("right", "r");

        try (DataStreamFollower follower = follow(StartFrom.TRIM_HORIZON)) {
            List<String> read = read(follower, 5);
            assertThat(read.subList(0, 3)).containsExactly("p1", "p2", "p3");
            assertThat(read.subList(3, 5)).containsExactlyInAnyOrder("l", "r");
        }
    }

    @Test
    void aMergedShardWaitsForBothItsParents() throws InterruptedException {
        dataStream.open("a");
        dataStream.open("b");
        for (int i = 0; i < 6; i++) {
            dataStream.put("b", "b" + i);
        }
        dataStream.open("child", "a", "b");
        dataStream.put("child", "c");

        try (DataStreamFollower follower = follow(StartFrom.TRIM_HORIZON)) {
            assertThat(read(follower, 7)).containsExactly("b0", "b1", "b2", "b3", "b4", "b5", "c");
        }
    }

    @Test
    void fromLatestASplitIsFollowed() throws InterruptedException {
        dataStream.open("parent");

        try (DataStreamFollower follower = follow(StartFrom.LATEST)) {
            dataStream.open("child", "parent");
            dataStream.put("child", "c");

            assertThat(read(follower, 1)).containsExactly("c");
        }
    }

    @Test
    void anExpiredIteratorCostsNoRecordAndRepeatsNone() throws InterruptedException {
        dataStream.open("s0");
        dataStream.put("s0", "1");

        try (DataStreamFollower follower = follow(StartFrom.TRIM_HORIZON)) {
            assertThat(read(follower, 1)).containsExactly("1");
            dataStream.expireIterators();
            dataStream.put("s0", "2");

            assertThat(read(follower, 1)).containsExactly("2");
        }
    }

    @Test
    void aRefusalForTooManyReadsIsWaitedOut() throws InterruptedException {
        dataStream.open("s0");
        dataStream.put("s0", "1");
        dataStream.refuseReads(1);

        try (DataStreamFollower follower = follow(StartFrom.TRIM_HORIZON)) {
            assertThat(read(follower, 1)).containsExactly("1");
            assertThat(dataStream.isRefusing()).isFalse();
        }
    }

    @Test
    void arrivalTimesAreReadToTheMillisecond() throws InterruptedException {
        dataStream.open("s0");
        dataStream.put("s0", "1");

        try (DataStreamFollower follower = follow(StartFrom.TRIM_HORIZON)) {
            assertThat(follower.next())
                    .extracting(DataRecord::arrivalMillis)
                    .containsExactly(FakeDataStream.ARRIVED.toEpochMilli());
        }
    }

    @Test
    void aDataStreamThatDoesNotExistIsAnAnswerOfAws() {
        assertThatThrownBy(() -> DataStreamFollower.open(kinesis, "missing", StartFrom.LATEST, InstantSource.system()))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        e -> assertThat(e.is("ResourceNotFoundException")).isTrue());
    }

    @Test
    void aWrongSecretIsRefused() {
        try (SignedHttp wrong = http("wrong" + TestGateway.SECRET_ACCESS_KEY.substring(5))) {
            assertThatThrownBy(() -> new KinesisClient(wrong, "us-east-1").listShards(FakeDataStream.NAME))
                    .isInstanceOfSatisfying(
                            AwsException.class, e -> assertThat(e.code()).isEqualTo("InvalidSignatureException"));
        }
    }

    @Test
    void aServerThatGoesAwayEndsTheReading() throws InterruptedException {
        dataStream.open("s0");

        try (DataStreamFollower follower = follow(StartFrom.LATEST)) {
            gateway.close();

            assertThatThrownBy(follower::next).isInstanceOf(UncheckedIOException.class);
        }
    }

    private DataStreamFollower follow(StartFrom from) throws InterruptedException {
        return DataStreamFollower.open(kinesis, FakeDataStream.NAME, from, InstantSource.system());
    }

    private SignedHttp http(String secret) {
        return new SignedHttp(
                gateway.endpoint(), new RootAccessKey(TestGateway.ACCESS_KEY_ID, secret), InstantSource.system());
    }

    private static List<String> read(DataStreamFollower follower, int count) throws InterruptedException {
        List<String> read = new ArrayList<>();
        while (read.size() < count) {
            follower.next().forEach(record -> read.add(new String(record.data(), StandardCharsets.UTF_8)));
        }
        return read;
    }
}
