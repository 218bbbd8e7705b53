package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.TestKinesis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.AccessDeniedException;
import software.amazon.awssdk.services.kinesis.model.MetricsName;
import software.amazon.awssdk.services.kinesis.model.RegisterStreamConsumerResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class PermissionTest {
    private static final String ORDERS_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/orders";

    @Test
    void eachOperationAsksForItsOwnPermissionOnTheDataStream(@TempDir Path folder) {
        List<Permission> asked = new ArrayList<>();
        try (TestKinesis test = TestKinesis.start(folder, (_, permission) -> {
            asked.add(permission);
            return new Decision.Allowed();
        })) {
            callEach(test.client());
        }

        String arn = "arn:aws:kinesis:us-east-1:123456789012:stream/orders";
        assertThat(asked)
                .containsExactly(
                        Permission.of("kinesis:CreateStream", arn),
                        Permission.of("kinesis:DescribeStream", arn),
                        Permission.of("kinesis:DescribeStreamSummary", arn),
                        Permission.of("kinesis:ListStreams", "*"),
                        Permission.of("kinesis:ListShards", arn),
                        Permission.of("kinesis:PutRecord", arn),
                        Permission.of("kinesis:GetShardIterator", arn),
                        Permission.of("kinesis:GetRecords", arn),
                        Permission.of("kinesis:DeleteStream", arn));
    }

    @Test
    void consumersAreAskedForByTheirOwnArnAndAccountsByNone(@TempDir Path folder) {
        List<Permission> asked = new ArrayList<>();
        try (TestKinesis test = TestKinesis.start(folder, (_, permission) -> {
            asked.add(permission);
            return new Decision.Allowed();
        })) {
            KinesisClient kinesis = test.client();
            kinesis.createStream(request -> request.streamName("orders").shardCount(1));
            String arn = "arn:aws:kinesis:us-east-1:123456789012:stream/orders";
            String consumer = kinesis.registerStreamConsumer(
                            request -> request.streamARN(arn).consumerName("fast"))
                    .consumer()
                    .consumerARN();
            asked.clear();

            kinesis.describeStreamConsumer(request -> request.streamARN(arn).consumerName("fast"));
            kinesis.listTagsForResource(request -> request.resourceARN(consumer));
            kinesis.enableEnhancedMonitoring(
                    request -> request.streamName("orders").shardLevelMetrics(MetricsName.ALL));
            kinesis.describeLimits();

            assertThat(asked)
                    .containsExactly(
                            Permission.of("kinesis:DescribeStreamConsumer", consumer),
                            Permission.of("kinesis:ListTagsForResource", consumer),
                            Permission.of("kinesis:EnableEnhancedMonitoring", "*"),
                            Permission.of("kinesis:DescribeLimits", "*"));
        }
    }

    @Test
    void tagsOfTheRequestAndOfTheResourceAreToldToPolicies(@TempDir Path folder) {
        List<Permission> asked = new ArrayList<>();
        try (TestKinesis test = TestKinesis.start(folder, (_, permission) -> {
            asked.add(permission);
            return new Decision.Allowed();
        })) {
            KinesisClient kinesis = test.client();
            kinesis.createStream(
                    request -> request.streamName("orders").shardCount(1).tags(Map.of("team", "blue")));
            kinesis.addTagsToStream(request -> request.streamName("orders").tags(Map.of("stage", "test")));
            kinesis.describeStreamSummary(request -> request.streamName("orders"));
        }

        Map<String, List<String>> atCreation =
                Map.of("aws:RequestTag/team", List.of("blue"), "aws:TagKeys", List.of("team"));
        assertThat(asked)
                .extracting(Permission::action, Permission::context)
                .containsExactly(
                        tuple("kinesis:CreateStream", atCreation),
                        tuple("kinesis:AddTagsToStream", atCreation),
                        tuple(
                                "kinesis:AddTagsToStream",
                                Map.of(
                                        "aws:ResourceTag/team", List.of("blue"),
                                        "aws:RequestTag/stage", List.of("test"),
                                        "aws:TagKeys", List.of("stage"))),
                        tuple(
                                "kinesis:DescribeStreamSummary",
                                Map.of(
                                        "aws:ResourceTag/team", List.of("blue"),
                                        "aws:ResourceTag/stage", List.of("test"))));
    }

    @Test
    void tagsOfANewConsumerAskForTagResourceOnItsArn(@TempDir Path folder) {
        List<Permission> asked = new ArrayList<>();
        String consumer;
        try (TestKinesis test = TestKinesis.start(folder, (_, permission) -> {
            asked.add(permission);
            return new Decision.Allowed();
        })) {
            consumer = registerTagged(test.client()).consumer().consumerARN();
        }

        Map<String, List<String>> tags = Map.of("aws:RequestTag/team", List.of("blue"), "aws:TagKeys", List.of("team"));
        assertThat(asked)
                .extracting(Permission::action, Permission::resource, Permission::context)
                .contains(tuple("kinesis:TagResource", consumer, tags));
    }

    @Test
    void aConsumerThatMayNotBeTaggedIsNotRegisteredWithTags(@TempDir Path folder) {
        try (TestKinesis test = TestKinesis.start(
                folder,
                (_, permission) -> permission.action().equals("kinesis:TagResource")
                        ? new Decision.Denied("tags are for others")
                        : new Decision.Allowed())) {
            assertThatThrownBy(() -> registerTagged(test.client()))
                    .isInstanceOfSatisfying(
                            AccessDeniedException.class,
                            refusal -> assertThat(refusal).hasMessageContaining("tags are for others"));

            assertThat(test.client()
                            .listStreamConsumers(request -> request.streamARN(ORDERS_ARN))
                            .consumers())
                    .isEmpty();
            test.client()
                    .registerStreamConsumer(
                            request -> request.streamARN(ORDERS_ARN).consumerName("fast"));
        }
    }

    private static RegisterStreamConsumerResponse registerTagged(KinesisClient kinesis) {
        kinesis.createStream(request -> request.streamName("orders").shardCount(1));
        return kinesis.registerStreamConsumer(
                request -> request.streamARN(ORDERS_ARN).consumerName("fast").tags(Map.of("team", "blue")));
    }

    private static void callEach(KinesisClient kinesis) {
        kinesis.createStream(request -> request.streamName("orders").shardCount(1));
        kinesis.describeStream(request -> request.streamName("orders"));
        kinesis.describeStreamSummary(request -> request.streamName("orders"));
        kinesis.listStreams();
        kinesis.listShards(request -> request.streamName("orders"));
        kinesis.putRecord(
                request -> request.streamName("orders").partitionKey("k").data(SdkBytes.fromUtf8String("x")));
        String iterator = kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.LATEST))
                .shardIterator();
        kinesis.getRecords(request -> request.shardIterator(iterator));
        kinesis.deleteStream(request -> request.streamName("orders"));
    }
}
