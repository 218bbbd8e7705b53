package dev.freshet.app.client;

import dev.freshet.app.client.SignedHttp.Request;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kinesis Data Streams, in AWS JSON 1.1. Every method throws {@link AwsException} for AWS's refusals. */
public final class KinesisClient {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final SignedHttp http;
    private final String region;

    public KinesisClient(SignedHttp http, String region) {
        this.http = http;
        this.region = region;
    }

    /** Creates an ON_DEMAND data stream whose records may be as large as Kinesis allows. */
    public void createDataStream(String name) throws InterruptedException {
        ObjectNode input = named(name).put("MaxRecordSizeInKiB", 10_240);
        input.putObject("StreamModeDetails").put("StreamMode", "ON_DEMAND");
        call("CreateStream", input);
    }

    public DataStreamSummary describe(String name) throws InterruptedException {
        JsonNode summary = call("DescribeStreamSummary", named(name)).path("StreamDescriptionSummary");
        return new DataStreamSummary(
                summary.path("StreamARN").asString(),
                summary.path("StreamStatus").asString());
    }

    public List<Shard> listShards(String name) throws InterruptedException {
        List<Shard> shards = new ArrayList<>();
        ObjectNode input = named(name);
        while (true) {
            JsonNode page = call("ListShards", input);
            page.path("Shards").forEach(shard -> shards.add(shard(shard)));
            if (!page.hasNonNull("NextToken")) {
                return shards;
            }
            input = MAPPER.createObjectNode()
                    .put("NextToken", page.path("NextToken").asString());
        }
    }

    public String shardIterator(String name, String shardId, IteratorStart start) throws InterruptedException {
        ObjectNode input = named(name).put("ShardId", shardId).put("ShardIteratorType", start.type());
        switch (start) {
            case IteratorStart.TrimHorizon _, IteratorStart.Latest _ -> {}
            case IteratorStart.AfterSequenceNumber after -> input.put("StartingSequenceNumber", after.sequenceNumber());
            case IteratorStart.AtTimestamp at -> input.put("Timestamp", at.millis() / 1000.0);
        }
        return call("GetShardIterator", input).path("ShardIterator").asString();
    }

    public RecordsPage records(String shardIterator) throws InterruptedException {
        JsonNode page = call("GetRecords", MAPPER.createObjectNode().put("ShardIterator", shardIterator));
        List<DataRecord> records = new ArrayList<>();
        page.path("Records").forEach(record -> records.add(dataRecord(record)));
        return new RecordsPage(records, text(page, "NextShardIterator"));
    }

    private static Shard shard(JsonNode shard) {
        return new Shard(
                shard.path("ShardId").asString(),
                text(shard, "ParentShardId"),
                text(shard, "AdjacentParentShardId"),
                shard.path("SequenceNumberRange").hasNonNull("EndingSequenceNumber"));
    }

    /** Arrival comes in seconds with a fraction; rounding undoes what binary fractions lose. */
    private static DataRecord dataRecord(JsonNode record) {
        return new DataRecord(
                record.path("SequenceNumber").asString(),
                Math.round(record.path("ApproximateArrivalTimestamp").asDouble() * 1000),
                record.path("Data").binaryValue());
    }

    private static Optional<String> text(JsonNode parent, String member) {
        return parent.hasNonNull(member) ? Optional.of(parent.path(member).asString()) : Optional.empty();
    }

    private static ObjectNode named(String dataStream) {
        return MAPPER.createObjectNode().put("StreamName", dataStream);
    }

    private JsonNode call(String operation, ObjectNode input) throws InterruptedException {
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202." + operation);
        HttpResponse<byte[]> response = http.send(
                new Request("kinesis", region, SdkHttpMethod.POST, "/", headers, MAPPER.writeValueAsBytes(input)));
        return Answers.json(operation, response);
    }
}
