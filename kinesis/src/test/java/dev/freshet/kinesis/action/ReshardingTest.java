package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ChildShard;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;
import software.amazon.awssdk.services.kinesis.model.UpdateShardCountResponse;

/** SplitShard, MergeShards and UpdateShardCount. */
class ReshardingTest extends ActionTest {
    private static final String MIDDLE = "170141183460469231731687303715884105728";
    private static final String MAX = "340282366920938463463374607431768211455";

    private void split(String shard, String key) {
        kinesis.splitShard(
                request -> request.streamName("orders").shardToSplit(shard).newStartingHashKey(key));
    }

    private void merge(String shard, String adjacent) {
        kinesis.mergeShards(
                request -> request.streamName("orders").shardToMerge(shard).adjacentShardToMerge(adjacent));
    }

    private UpdateShardCountResponse scale(int target) {
        return kinesis.updateShardCount(request ->
                request.streamName("orders").targetShardCount(target).scalingType(ScalingType.UNIFORM_SCALING));
    }

    private List<Shard> shards() {
        return kinesis.listShards(request -> request.streamName("orders")).shards();
    }

    private List<Shard> open() {
        return kinesis.listShards(request ->
                        request.streamName("orders").shardFilter(filter -> filter.type(ShardFilterType.AT_LATEST)))
                .shards();
    }

    private static String id(int number) {
        return "shardId-" + String.format("%012d", number);
    }

    @Test
    void aSplitShardIsFollowedByTwo() {
        createProvisioned("orders", 1);

        split(id(0), MIDDLE);

        List<Shard> shards = shards();
        assertThat(shards).extracting(Shard::shardId).containsExactly(id(0), id(1), id(2));
        assertThat(shards).extracting(Shard::parentShardId).containsExactly(null, id(0), id(0));
        assertThat(shards)
                .extracting(shard -> shard.hashKeyRange().startingHashKey())
                .containsExactly("0", "0", MIDDLE);
        assertThat(shards)
                .extracting(shard -> shard.hashKeyRange().endingHashKey())
                .containsExactly(MAX, "170141183460469231731687303715884105727", MAX);
        assertThat(kinesis.describeStreamSummary(request -> request.streamName("orders"))
                        .streamDescriptionSummary()
                        .openShardCount())
                .isEqualTo(2);
    }

    @Test
    void childrensNumbersComeBehindTheirParents() {
        createProvisioned("orders", 1);
        split(id(0), MIDDLE);
        merge(id(1), id(2));

        List<Shard> shards = shards();

        for (int child = 1; child < shards.size(); child++) {
            BigInteger start =
                    new BigInteger(shards.get(child).sequenceNumberRange().startingSequenceNumber());
            int parent = child == 3 ? 2 : 0;
            BigInteger end =
                    new BigInteger(shards.get(parent).sequenceNumberRange().endingSequenceNumber());
            assertThat(start).as("the start of shard %s", child).isGreaterThan(end);
        }
    }

    @Test
    void mergedShardsAreFollowedByOneThatNamesBoth() {
        createProvisioned("orders", 2);

        merge(id(1), id(0));

        Shard child = shards().getLast();
        assertThat(child.parentShardId()).isEqualTo(id(1));
        assertThat(child.adjacentParentShardId()).isEqualTo(id(0));
        assertThat(child.hashKeyRange().startingHashKey()).isEqualTo("0");
        assertThat(child.hashKeyRange().endingHashKey()).isEqualTo(MAX);
    }

    @Test
    void aClosedShardIsDrainedToItsEndAndThenNamesItsChildren() {
        createProvisioned("orders", 1);
        put("orders", "one", "two");
        String iterator = iterator(0);
        split(id(0), MIDDLE);
        put("orders", "three");

        GetRecordsResponse first =
                kinesis.getRecords(request -> request.shardIterator(iterator).limit(1));
        GetRecordsResponse last = kinesis.getRecords(request -> request.shardIterator(first.nextShardIterator()));

        assertThat(texts(first)).containsExactly("one");
        assertThat(first.hasChildShards()).isFalse();
        assertThat(texts(last)).containsExactly("two");
        assertThat(last.nextShardIterator()).isNull();
        assertThat(last.childShards()).extracting(ChildShard::shardId).containsExactly(id(1), id(2));
        assertThat(last.childShards())
                .allSatisfy(child -> assertThat(child.parentShards()).containsExactly(id(0)));
        List<String> childrens = new ArrayList<>(texts(kinesis.getRecords(r -> r.shardIterator(iterator(1)))));
        childrens.addAll(texts(kinesis.getRecords(r -> r.shardIterator(iterator(2)))));
        assertThat(childrens).containsExactly("three");
    }

    private String iterator(int shard) {
        return kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId(id(shard))
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private static List<String> texts(GetRecordsResponse response) {
        return response.records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    @Test
    void whereAShardIsSplitLiesInsideIt() {
        createProvisioned("orders", 2);

        for (String key : List.of("0", "1", MIDDLE, MAX)) {
            assertRefused(
                    () -> split(id(0), key),
                    "InvalidArgumentException",
                    "NewStartingHashKey " + key
                            + " used in SplitShard() on shard shardId-000000000000 in stream orders "
                            + "under account 123456789012 is not both greater than one plus the shard's "
                            + "StartingHashKey 0 and less than the shard's EndingHashKey "
                            + "170141183460469231731687303715884105727.");
        }
        assertThat(shards()).hasSize(2);
    }

    @Test
    void onlyOpenNeighboursAreMerged() {
        createProvisioned("orders", 3);
        assertRefused(
                () -> merge(id(0), id(2)),
                "InvalidArgumentException",
                "Shards shardId-000000000000 and shardId-000000000002 in stream orders under account 123456789012 are "
                        + "not an adjacent pair of shards eligible for merging");
        merge(id(0), id(1));

        assertRefused(
                () -> merge(id(0), id(1)),
                "InvalidArgumentException",
                "Shard shardId-000000000000 in stream orders under account 123456789012 has already been merged or "
                        + "split, and thus is not eligible for merging or splitting.");
        assertRefused(
                () -> split(id(9), "5"),
                "ResourceNotFoundException",
                "Could not find shard shardId-000000000009 in stream orders under account 123456789012.");
    }

    @Test
    void uniformScalingMakesShardsOfEqualWidth() {
        createProvisioned("orders", 4);
        split(id(0), "1000");

        UpdateShardCountResponse answer = scale(7);

        assertThat(answer.currentShardCount()).isEqualTo(5);
        assertThat(answer.targetShardCount()).isEqualTo(7);
        assertThat(answer.streamARN()).isEqualTo(arn("orders"));
        BigInteger width = BigInteger.ONE.shiftLeft(128).divide(BigInteger.valueOf(7));
        List<String> starts = open().stream()
                .map(shard -> new BigInteger(shard.hashKeyRange().startingHashKey()))
                .sorted()
                .map(BigInteger::toString)
                .toList();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(width.multiply(BigInteger.valueOf(i)).toString());
        }
        assertThat(starts).isEqualTo(expected);
    }

    @Test
    void scalingIsNoMoreThanDoubleNorLessThanHalfAndTenTimesADay() {
        createProvisioned("orders", 4);
        assertRefused(
                () -> scale(9),
                "InvalidArgumentException",
                "UpdateShardCount cannot scale up over double your current open shard count. Current open shard "
                        + "count: 4 Target shard count: 9");
        assertRefused(
                () -> scale(1),
                "InvalidArgumentException",
                "UpdateShardCount cannot scale down below half your current open shard count. Current open shard "
                        + "count: 4 Target shard count: 1");
        for (int i = 0; i < 10; i++) {
            scale(4 + i % 2);
        }

        assertRefused(
                () -> scale(4),
                "LimitExceededException",
                "UpdateShardCount can be called no more than 10 times in 24 hours for stream orders under account "
                        + "123456789012.");
        restart();
        assertRefused(
                () -> scale(4),
                "LimitExceededException",
                "UpdateShardCount can be called no more than 10 times "
                        + "in 24 hours for stream orders under account 123456789012.");
        test.clock.advance(Duration.ofHours(25));
        assertThat(scale(4).targetShardCount()).isEqualTo(4);
    }

    @Test
    void theAccountsShardsAreLimited() {
        createProvisioned("others", 19_998);
        createProvisioned("orders", 2);

        assertRefused(
                () -> split(id(0), "1000"),
                "LimitExceededException",
                "This request would exceed the shard limit for the account 123456789012 in us-east-1. Current shard "
                        + "count for the account: 20000. Limit: 20000. Number of additional shards that would have "
                        + "resulted from this request: 1.");
    }

    @Test
    void onDemandDataStreamsReshardThemselves() {
        createOnDemand("orders");
        String refusal = "Request is invalid. Stream orders under account 123456789012 is in On-Demand mode.";

        assertRefused(() -> split(id(0), "1000"), "ValidationException", refusal);
        assertRefused(() -> merge(id(0), id(1)), "ValidationException", refusal);
        assertRefused(() -> scale(5), "ValidationException", refusal);
    }

    @Test
    void shardsOutliveARestartAndAreForgottenWhenTheirRecordsHaveExpired() {
        createProvisioned("orders", 1);
        put("orders", "one");
        split(id(0), MIDDLE);
        List<Shard> before = shards();

        restart();

        assertThat(shards()).isEqualTo(before);
        test.clock.advance(Duration.ofHours(25));
        test.kinesis().retention().trim();
        assertThat(shards()).extracting(Shard::shardId).containsExactly(id(1), id(2));
        merge(id(1), id(2));
        assertThat(shards()).extracting(Shard::shardId).containsExactly(id(1), id(2), id(3));
        assertThat(kinesis.describeStream(request -> request.streamName("orders"))
                        .streamDescription()
                        .streamStatus())
                .isEqualTo(StreamStatus.ACTIVE);
    }
}
