package dev.freshet.kinesis.model;

import dev.freshet.kinesis.TestKinesis;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** What there is for requests to mean. They change it, and so it is made anew from time to time. */
record FuzzWorld(TestKinesis test) {
    /** Two of everything, so that one may be gone. */
    private static final List<String> NAMES = List.of("orders", "clicks");

    private static final String SHARD = "shardId-000000000000";

    /** Removes what is there, makes it anew, and answers its names, by the members that may hold them. */
    Map<String, List<String>> renewed() {
        KinesisClient kinesis = test.client();
        for (String name : kinesis.listStreamsPaginator().streamNames()) {
            kinesis.deleteStream(request -> request.streamName(name).enforceConsumerDeletion(true));
        }
        List<String> arns = NAMES.stream().map(name -> created(kinesis, name)).toList();
        List<String> consumers = arns.stream()
                .map(arn -> kinesis.registerStreamConsumer(
                                request -> request.streamARN(arn).consumerName("fast"))
                        .consumer())
                .map(Consumer::consumerARN)
                .toList();
        List<String> numbers =
                NAMES.stream().map(name -> numberOfARecord(kinesis, name)).toList();
        return Map.ofEntries(
                Map.entry("StreamName", NAMES),
                Map.entry("ExclusiveStartStreamName", NAMES),
                Map.entry("StreamARN", arns),
                Map.entry("ResourceARN", List.of(arns.get(0), arns.get(1), consumers.get(0))),
                Map.entry("ConsumerARN", consumers),
                Map.entry("ConsumerName", List.of("fast", "slow")),
                Map.entry("ShardId", List.of(SHARD, "shardId-000000000001")),
                Map.entry("ExclusiveStartShardId", List.of(SHARD)),
                Map.entry("ShardToSplit", List.of(SHARD, "shardId-000000000001", "shardId-000000000002")),
                Map.entry("ShardToMerge", List.of(SHARD, "shardId-000000000002")),
                Map.entry("AdjacentShardToMerge", List.of("shardId-000000000001", "shardId-000000000003")),
                Map.entry("NewStartingHashKey", List.of("1000", "1", "200000000000000000000000000000000000000")),
                Map.entry("StartingSequenceNumber", numbers),
                Map.entry("SequenceNumber", numbers),
                Map.entry("NextToken", tokens(kinesis)),
                Map.entry("ShardIterator", iterators(kinesis)));
    }

    private static String created(KinesisClient kinesis, String name) {
        kinesis.createStream(request -> request.streamName(name).shardCount(2));
        return kinesis.describeStreamSummary(request -> request.streamName(name))
                .streamDescriptionSummary()
                .streamARN();
    }

    private static String numberOfARecord(KinesisClient kinesis, String name) {
        return kinesis.putRecord(request -> request.streamName(name)
                        .partitionKey("key")
                        .explicitHashKey("0")
                        .data(SdkBytes.fromUtf8String("data")))
                .sequenceNumber();
    }

    private static List<String> tokens(KinesisClient kinesis) {
        return List.of(
                kinesis.listStreams(request -> request.limit(1)).nextToken(),
                kinesis.listShards(
                                request -> request.streamName(NAMES.getFirst()).maxResults(1))
                        .nextToken());
    }

    private static List<String> iterators(KinesisClient kinesis) {
        return NAMES.stream()
                .map(name -> kinesis.getShardIterator(request -> request.streamName(name)
                                .shardId(SHARD)
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                        .shardIterator())
                .toList();
    }
}
