package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

class ListShardsTest extends ActionTest {
    @Test
    void allShardsAreListed() {
        createOnDemand("orders");

        ListShardsResponse list = kinesis.listShards(request -> request.streamName("orders"));

        assertThat(list.shards())
                .extracting(shard -> shard.hashKeyRange().startingHashKey())
                .containsExactly(
                        "0",
                        "85070591730234615865843651857942052864",
                        "170141183460469231731687303715884105728",
                        "255211775190703847597530955573826158592");
        assertThat(list.nextToken()).isNull();
    }

    @Test
    void pagesGoOnByTokenAlone() {
        createProvisioned("orders", 3);

        ListShardsResponse first =
                kinesis.listShards(request -> request.streamName("orders").maxResults(2));
        ListShardsResponse second = kinesis.listShards(request -> request.nextToken(first.nextToken()));

        assertThat(first.shards()).hasSize(2);
        assertThat(second.shards()).extracting(Shard::shardId).containsExactly("shardId-000000000002");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void theNameMayStandBesideItsOwnTokenOnly() {
        createProvisioned("orders", 3);
        createProvisioned("others", 1);
        String token = kinesis.listShards(
                        request -> request.streamName("orders").maxResults(1))
                .nextToken();

        assertThat(kinesis.listShards(request -> request.streamName("orders").nextToken(token))
                        .shards())
                .hasSize(2);
        assertRefused(
                () -> kinesis.listShards(request -> request.streamName("others").nextToken(token)),
                "InvalidArgumentException",
                "NextToken and StreamName cannot be provided together.");
    }

    @Test
    void aTokenExpires() {
        createProvisioned("orders", 3);
        String token = kinesis.listShards(
                        request -> request.streamName("orders").maxResults(1))
                .nextToken();
        test.clock.advance(Duration.ofSeconds(301));

        assertRefused(
                () -> kinesis.listShards(request -> request.nextToken(token)),
                "ExpiredNextTokenException",
                "The NextToken has expired: tokens last 300 seconds.");
    }

    @Test
    void aTokenOfADeletedDataStreamFindsNothing() {
        createProvisioned("orders", 3);
        String token = kinesis.listShards(
                        request -> request.streamName("orders").maxResults(1))
                .nextToken();
        kinesis.deleteStream(request -> request.streamName("orders"));
        createProvisioned("orders", 3);

        assertRefused(
                () -> kinesis.listShards(request -> request.nextToken(token)),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }

    @Test
    void theCreationTimeTellsDataStreamsOfOneNameApart() {
        createProvisioned("orders", 1);

        assertThat(kinesis.listShards(
                                request -> request.streamName("orders").streamCreationTimestamp(TestKinesis.START))
                        .shards())
                .hasSize(1);
        assertRefused(
                () -> kinesis.listShards(request ->
                        request.streamName("orders").streamCreationTimestamp(TestKinesis.START.minusSeconds(1))),
                "ResourceNotFoundException",
                "Stream orders under account 123456789012 not found.");
    }

    @Test
    void filtersNeedWhatTheyFilterBy() {
        createProvisioned("orders", 2);

        assertRefused(
                () -> kinesis.listShards(request ->
                        request.streamName("orders").shardFilter(filter -> filter.type(ShardFilterType.AT_TIMESTAMP))),
                "InvalidArgumentException",
                "ShardFilter of type AT_TIMESTAMP requires a Timestamp.");
        assertRefused(
                () -> kinesis.listShards(request -> request.streamName("orders")
                        .shardFilter(filter -> filter.type(ShardFilterType.AFTER_SHARD_ID))),
                "InvalidArgumentException",
                "ShardFilter of type AFTER_SHARD_ID requires a ShardId.");
        assertThat(kinesis.listShards(request -> request.streamName("orders")
                                .shardFilter(filter -> filter.type(ShardFilterType.AFTER_SHARD_ID)
                                        .shardId("shardId-000000000000")))
                        .shards())
                .extracting(Shard::shardId)
                .containsExactly("shardId-000000000001");
    }
}
