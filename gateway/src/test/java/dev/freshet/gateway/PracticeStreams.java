package dev.freshet.gateway;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kinesis by name and wire only: a few actions that remember what they were given, for the gateway's own tests. */
final class PracticeStreams {
    private final List<Record> seen = Collections.synchronizedList(new ArrayList<>());

    Service service() {
        return new Service(
                "kinesis",
                new WireProtocol.AwsJson("Kinesis_20131202"),
                violations -> new ApiException("ValidationException", 400, ViolationText.message(violations)),
                List.of(new CreateStream(), new ListStreams(), new PutRecords(), new GetRecords()));
    }

    List<Record> seen() {
        return List.copyOf(seen);
    }

    record CreateStreamRequest(
            @Required @Pattern("[a-zA-Z0-9_.-]+") @Length(min = 1, max = 128) @Nullable
            String streamName,

            @Range(min = 1) @Nullable Integer shardCount,
            @Length(min = 1, max = 200) @Nullable Map<String, String> tags) {}

    final class CreateStream implements Action<CreateStreamRequest, NoOutput> {
        @Override
        public String name() {
            return "CreateStream";
        }

        @Override
        public Class<CreateStreamRequest> requestType() {
            return CreateStreamRequest.class;
        }

        @Override
        public Optional<Permission> permission(CreateStreamRequest request, Call call) {
            return Optional.of(Permission.of(
                    "kinesis:CreateStream",
                    "arn:aws:kinesis:" + call.region() + ":" + call.account() + ":stream/" + request.streamName()));
        }

        @Override
        public NoOutput handle(CreateStreamRequest request, Call call) {
            if ("existing".equals(request.streamName())) {
                throw new ApiException(
                        "ResourceInUseException", 400, "Stream existing under account 1 already exists.");
            }
            if ("broken".equals(request.streamName())) {
                throw new IllegalStateException("Thrown on purpose by a test");
            }
            seen.add(request);
            return NoOutput.NO_OUTPUT;
        }
    }

    record ListStreamsRequest(
            @Range(min = 1, max = 10000) @Nullable Integer limit,
            @Nullable String exclusiveStartStreamName) {}

    record StreamSummary(String streamName, String streamARN, String streamStatus, Instant streamCreationTimestamp) {}

    record ListStreamsAnswer(List<String> streamNames, boolean hasMoreStreams, List<StreamSummary> streamSummaries) {}

    static final Instant CREATED = Instant.parse("2026-01-31T12:00:00.123Z");

    final class ListStreams implements Action<ListStreamsRequest, ListStreamsAnswer> {
        @Override
        public String name() {
            return "ListStreams";
        }

        @Override
        public Class<ListStreamsRequest> requestType() {
            return ListStreamsRequest.class;
        }

        @Override
        public Optional<Permission> permission(ListStreamsRequest request, Call call) {
            return Optional.of(Permission.of("kinesis:ListStreams", "*"));
        }

        @Override
        public ListStreamsAnswer handle(ListStreamsRequest request, Call call) {
            seen.add(request);
            StreamSummary summary = new StreamSummary(
                    "überströmend", "arn:aws:kinesis:us-east-1:123456789012:stream/a", "ACTIVE", CREATED);
            return new ListStreamsAnswer(List.of("a", "überströmend"), false, List.of(summary));
        }
    }

    record Entry(
            @Required @Length(max = 10485760) byte @Nullable [] data,
            @Nullable String explicitHashKey,
            @Required @Length(min = 1, max = 256) @Nullable String partitionKey) {}

    record PutRecordsRequest(
            @Required @Length(min = 1, max = 500) @Nullable List<Entry> records,
            @Nullable String streamName) {}

    record PutResult(String sequenceNumber, String shardId) {}

    record PutRecordsAnswer(int failedRecordCount, List<PutResult> records) {}

    final class PutRecords implements Action<PutRecordsRequest, PutRecordsAnswer> {
        @Override
        public String name() {
            return "PutRecords";
        }

        @Override
        public Class<PutRecordsRequest> requestType() {
            return PutRecordsRequest.class;
        }

        @Override
        public Optional<Permission> permission(PutRecordsRequest request, Call call) {
            return Optional.empty();
        }

        @Override
        public PutRecordsAnswer handle(PutRecordsRequest request, Call call) {
            seen.add(request);
            List<Entry> entries = request.records() == null ? List.of() : request.records();
            List<PutResult> results = entries.stream()
                    .map(entry -> new PutResult("495903", "shardId-000000000000"))
                    .toList();
            return new PutRecordsAnswer(0, results);
        }
    }

    record GetRecordsRequest(
            @Required @Nullable String shardIterator,
            @Nullable Instant timestamp) {}

    record DataRecord(String sequenceNumber, Instant approximateArrivalTimestamp, byte[] data, String partitionKey) {}

    record GetRecordsAnswer(
            List<DataRecord> records, @Nullable String nextShardIterator, long millisBehindLatest) {}

    final class GetRecords implements Action<GetRecordsRequest, GetRecordsAnswer> {
        @Override
        public String name() {
            return "GetRecords";
        }

        @Override
        public Class<GetRecordsRequest> requestType() {
            return GetRecordsRequest.class;
        }

        @Override
        public Optional<Permission> permission(GetRecordsRequest request, Call call) {
            return Optional.empty();
        }

        @Override
        public GetRecordsAnswer handle(GetRecordsRequest request, Call call) {
            seen.add(request);
            byte[] data = {0, 1, (byte) 0xFF};
            call.memory().take(1, data.length);
            DataRecord record = new DataRecord("495903", CREATED, data, "key");
            return new GetRecordsAnswer(List.of(record), "next", 3_000_000_000L);
        }
    }
}
