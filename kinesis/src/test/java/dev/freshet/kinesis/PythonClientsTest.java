package dev.freshet.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.gateway.TestGateway;
import dev.freshet.kinesis.datastream.StreamDelays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of AWS's guide by the AWS CLI, and its script's calls by boto3; both speak JSON. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
class PythonClientsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private TestKinesis test;

    @BeforeEach
    void start() {
        Duration moment = Duration.ofMillis(50);
        test = TestKinesis.start(
                folder.resolve("log"),
                KinesisSettings.defaults().withoutRateLimits().withDelays(new StreamDelays(moment, moment, moment)));
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void theGuidesCommandsWorkInTheAwsCli() throws Exception {
        assumeInstalled("aws", "--version");

        aws(
                "create-stream",
                "--stream-name",
                "my-cdc-stream",
                "--stream-mode-details",
                "StreamMode=ON_DEMAND",
                "--max-record-size-in-ki-b",
                "10240");
        aws("wait", "stream-exists", "--stream-name", "my-cdc-stream");
        assertThat(aws(
                        "describe-stream-summary",
                        "--stream-name",
                        "my-cdc-stream",
                        "--query",
                        "StreamDescriptionSummary.StreamStatus"))
                .isEqualTo("\"ACTIVE\"");
        // Versions of the CLI differ in whether an argument is Base64, but not in a file's bytes.
        Path data = Files.writeString(folder.resolve("data"), "hello");
        // md5("key") starts with 3c: the first of four shards.
        aws("put-record", "--stream-name", "my-cdc-stream", "--partition-key", "key", "--data", "fileb://" + data);
        String iterator = aws(
                "get-shard-iterator",
                "--stream-name",
                "my-cdc-stream",
                "--shard-id",
                "shardId-000000000000",
                "--shard-iterator-type",
                "TRIM_HORIZON",
                "--query",
                "ShardIterator",
                "--output",
                "text");
        assertThat(aws("get-records", "--shard-iterator", iterator, "--query", "Records[0].Data"))
                .isEqualTo("\"aGVsbG8=\"");
        aws("delete-stream", "--stream-name", "my-cdc-stream");
        aws("wait", "stream-not-exists", "--stream-name", "my-cdc-stream");
        assertThat(aws("list-streams", "--query", "StreamNames")).isEqualTo("[]");
    }

    @Test
    void boto3sPaginatorsAndWaitersWork() throws Exception {
        assumeInstalled("python3", "-c", "import boto3");
        Path script = folder.resolve("calls.py");
        Files.writeString(script, """
                import boto3
                kinesis = boto3.client("kinesis")
                kinesis.create_stream(StreamName="orders", ShardCount=5)
                waiter = {"Delay": 1, "MaxAttempts": 30}
                kinesis.get_waiter("stream_exists").wait(StreamName="orders", WaiterConfig=waiter)
                pages = kinesis.get_paginator("list_shards").paginate(
                    StreamName="orders", PaginationConfig={"PageSize": 2})
                shards = [s["ShardId"] for page in pages for s in page["Shards"]]
                assert len(shards) == 5, shards
                described = kinesis.get_paginator("describe_stream").paginate(
                    StreamName="orders", PaginationConfig={"PageSize": 2}).build_full_result()
                assert len(described["StreamDescription"]["Shards"]) == 5, described
                result = kinesis.put_records(StreamName="orders", Records=[
                    {"Data": bytes([i]), "PartitionKey": "k%d" % i} for i in range(100)])
                assert result["FailedRecordCount"] == 0, result
                seen = []
                for shard in shards:
                    iterator = kinesis.get_shard_iterator(
                        StreamName="orders", ShardId=shard, ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
                    while iterator:
                        answer = kinesis.get_records(ShardIterator=iterator, Limit=7)
                        iterator = answer.get("NextShardIterator")
                        seen += [r["Data"][0] for r in answer["Records"]]
                        if not answer["Records"]:
                            break
                assert sorted(seen) == list(range(100)), seen
                kinesis.delete_stream(StreamName="orders")
                kinesis.get_waiter("stream_not_exists").wait(StreamName="orders", WaiterConfig=waiter)
                print("done")
                """);

        assertThat(run(List.of("python3", script.toString()))).isEqualTo("done");
    }

    @Test
    void boto3CallsWhatChangesDataStreams() throws Exception {
        assumeInstalled("python3", "-c", "import boto3");
        Path script = folder.resolve("changes.py");
        Files.writeString(script, """
                import boto3, time
                kinesis = boto3.client("kinesis")
                waiter = {"Delay": 1, "MaxAttempts": 60}

                def active():
                    kinesis.get_waiter("stream_exists").wait(StreamName="orders", WaiterConfig=waiter)

                kinesis.create_stream(StreamName="orders", ShardCount=2, Tags={"team": "blue"})
                active()
                summary = kinesis.describe_stream_summary(StreamName="orders")["StreamDescriptionSummary"]
                arn = summary["StreamARN"]
                kinesis.split_shard(StreamName="orders", ShardToSplit="shardId-000000000000", NewStartingHashKey="1000")
                active()
                kinesis.merge_shards(StreamARN=arn, ShardToMerge="shardId-000000000002",
                                     AdjacentShardToMerge="shardId-000000000003")
                active()
                scaled = kinesis.update_shard_count(
                    StreamName="orders", TargetShardCount=4, ScalingType="UNIFORM_SCALING")
                assert scaled["CurrentShardCount"] == 2 and scaled["TargetShardCount"] == 4, scaled
                active()
                open_shards = kinesis.list_shards(StreamName="orders", ShardFilter={"Type": "AT_LATEST"})["Shards"]
                assert len(open_shards) == 4, open_shards
                kinesis.increase_stream_retention_period(StreamName="orders", RetentionPeriodHours=48)
                active()
                kinesis.update_max_record_size(StreamARN=arn, MaxRecordSizeInKiB=2048)
                kinesis.enable_enhanced_monitoring(StreamName="orders", ShardLevelMetrics=["ALL"])
                kinesis.update_stream_mode(StreamARN=arn, StreamModeDetails={"StreamMode": "ON_DEMAND"})
                active()
                try:
                    kinesis.update_shard_count(
                        StreamName="orders", TargetShardCount=5, ScalingType="UNIFORM_SCALING")
                    raise AssertionError("an on-demand stream was scaled")
                except kinesis.exceptions.ValidationException:
                    pass
                summary = kinesis.describe_stream_summary(StreamName="orders")["StreamDescriptionSummary"]
                assert summary["RetentionPeriodHours"] == 48, summary
                assert summary["MaxRecordSizeInKiB"] == 2048, summary
                assert len(summary["EnhancedMonitoring"][0]["ShardLevelMetrics"]) == 7, summary

                consumer = kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="fast")["Consumer"]
                for i in range(60):
                    described = kinesis.describe_stream_consumer(
                        ConsumerARN=consumer["ConsumerARN"])["ConsumerDescription"]
                    if described["ConsumerStatus"] == "ACTIVE":
                        break
                    time.sleep(1)
                assert described["ConsumerStatus"] == "ACTIVE", described
                pages = kinesis.get_paginator("list_stream_consumers").paginate(StreamARN=arn)
                assert [c["ConsumerName"] for page in pages for c in page["Consumers"]] == ["fast"]

                kinesis.add_tags_to_stream(StreamName="orders", Tags={"stage": "test"})
                kinesis.tag_resource(ResourceARN=arn, Tags={"cost": "1"})
                kinesis.untag_resource(ResourceARN=arn, TagKeys=["team"])
                tags = kinesis.list_tags_for_stream(StreamName="orders")
                assert [t["Key"] for t in tags["Tags"]] == ["cost", "stage"] and not tags["HasMoreTags"], tags
                policy = '{"Version": "2012-10-17", "Statement": []}'
                kinesis.put_resource_policy(ResourceARN=arn, Policy=policy)
                assert kinesis.get_resource_policy(ResourceARN=arn)["Policy"] == policy
                kinesis.delete_resource_policy(ResourceARN=arn)
                limits = kinesis.describe_limits()
                assert limits["OpenShardCount"] == 4 and limits["OnDemandStreamCount"] == 1, limits
                try:
                    kinesis.start_stream_encryption(
                        StreamName="orders", EncryptionType="KMS", KeyId="alias/aws/kinesis")
                    raise AssertionError("a stream was encrypted")
                except kinesis.exceptions.KMSNotFoundException:
                    pass
                try:
                    kinesis.delete_stream(StreamName="orders")
                    raise AssertionError("a stream with consumers was deleted")
                except kinesis.exceptions.ResourceInUseException:
                    pass
                kinesis.delete_stream(StreamName="orders", EnforceConsumerDeletion=True)
                kinesis.get_waiter("stream_not_exists").wait(StreamName="orders", WaiterConfig=waiter)
                print("done")
                """);

        assertThat(run(List.of("python3", script.toString()))).isEqualTo("done");
    }

    @Test
    void boto3FollowsAShardToItsChildrenByEnhancedFanOut() throws Exception {
        assumeInstalled("python3", "-c", "import boto3");
        Path script = folder.resolve("subscribe.py");
        Files.writeString(script, """
                import boto3, time
                kinesis = boto3.client("kinesis")
                waiter = {"Delay": 1, "MaxAttempts": 60}

                def active():
                    kinesis.get_waiter("stream_exists").wait(StreamName="orders", WaiterConfig=waiter)

                def events(shard):
                    answer = kinesis.subscribe_to_shard(
                        ConsumerARN=consumer, ShardId=shard, StartingPosition={"Type": "TRIM_HORIZON"})
                    for event in answer["EventStream"]:
                        yield event["SubscribeToShardEvent"]

                kinesis.create_stream(StreamName="orders", ShardCount=1)
                active()
                arn = kinesis.describe_stream_summary(StreamName="orders")["StreamDescriptionSummary"]["StreamARN"]
                consumer = kinesis.register_stream_consumer(
                    StreamARN=arn, ConsumerName="fast")["Consumer"]["ConsumerARN"]
                while kinesis.describe_stream_consumer(
                        ConsumerARN=consumer)["ConsumerDescription"]["ConsumerStatus"] != "ACTIVE":
                    time.sleep(0.1)
                for data in (b"a", b"\\xff"):
                    kinesis.put_record(StreamName="orders", Data=data, PartitionKey="k")
                kinesis.split_shard(
                    StreamName="orders", ShardToSplit="shardId-000000000000", NewStartingHashKey=str(2 ** 127))
                active()
                kinesis.put_record(StreamName="orders", Data=b"c", PartitionKey="k", ExplicitHashKey="0")

                parent = list(events("shardId-000000000000"))
                assert [r["Data"] for e in parent for r in e["Records"]] == [b"a", b"\\xff"], parent
                children = [c["ShardId"] for c in parent[-1]["ChildShards"]]
                assert children == ["shardId-000000000001", "shardId-000000000002"], parent
                running = events(children[0])
                assert [r["Data"] for r in next(running)["Records"]] == [b"c"]
                try:
                    next(events(children[0]))
                    raise AssertionError("two subscriptions of a consumer to a shard")
                except kinesis.exceptions.ResourceInUseException:
                    pass
                print("done")
                """);

        assertThat(run(List.of("python3", script.toString()))).isEqualTo("done");
    }

    private String aws(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("aws", "kinesis"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL",
                        test.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID",
                        TestGateway.ACCESS_KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        TestGateway.SECRET_ACCESS_KEY,
                        "AWS_DEFAULT_REGION",
                        TestGateway.REGION.value(),
                        "AWS_PAGER",
                        ""));
        builder.environment().keySet().removeAll(List.of("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"));
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output, UTF_8).strip();
        assertThat(ended).as(() -> command + " ended: " + text).isTrue();
        assertThat(process.exitValue()).as(() -> command + ": " + text).isZero();
        return text;
    }

    private static void assumeInstalled(String... command) throws InterruptedException {
        boolean installed;
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            installed = process.waitFor() == 0;
        } catch (IOException e) {
            installed = false;
        }
        assumeTrue(installed, () -> "Skipped: " + String.join(" ", command) + " does not run here");
    }
}
