package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataRecord;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.ReadLimits;
import dev.freshet.kinesis.datastream.ReadResult;
import dev.freshet.kinesis.datastream.RecordReader;
import dev.freshet.kinesis.datastream.ShardPosition;
import dev.freshet.kinesis.log.ReadLimit;
import dev.freshet.kinesis.token.ShardIterators;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html">GetRecords</a>. */
public final class GetRecords implements Action<GetRecords.Request, GetRecords.Response> {
    private static final int RECORDS_MAX = 10_000;
    private static final int BYTES_MAX = 10 * 1024 * 1024;
    /** What a record takes in an answer beside its data and partition key. */
    private static final int RECORD_HEAD_BYTES = 128;

    private final DataStreams dataStreams;
    private final DataStreamAddress address;
    private final RecordReader reader;
    private final ShardIterators iterators;
    private final ReadLimits limits;

    public GetRecords(DataStreams dataStreams, RecordReader reader, ShardIterators iterators, ReadLimits limits) {
        this.dataStreams = dataStreams;
        this.address = new DataStreamAddress(dataStreams.home());
        this.reader = reader;
        this.iterators = iterators;
        this.limits = limits;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = 512) @Nullable String shardIterator,
            @Range(min = 1, max = RECORDS_MAX) @Nullable Integer limit,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId) {}

    /** Records, and where to go on; child shards in place of that at the end of a closed shard. */
    public record Response(
            List<ReadRecord> records,
            @Nullable String nextShardIterator,
            long millisBehindLatest,
            @Nullable List<ShardDescription.Child> childShards) {}

    /** One record. */
    @SuppressWarnings("ArrayRecordComponent") // A blob member.
    public record ReadRecord(
            String sequenceNumber, Instant approximateArrivalTimestamp, byte[] data, String partitionKey) {
        static ReadRecord of(DataRecord record) {
            return new ReadRecord(
                    record.sequenceNumber().toString(), record.arrival(), record.data(), record.partitionKey());
        }
    }

    @Override
    public String name() {
        return "GetRecords";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        ShardPosition position = iterators.open(Present.of(request.shardIterator()));
        return Optional.of(DataStreamPermission.of(dataStreams, name(), position.name()));
    }

    @Override
    public Response handle(Request request, Call call) {
        ShardPosition position = iterators.redeem(Present.of(request.shardIterator()));
        if (request.streamARN() != null && !address.ofArn(request.streamARN()).equals(position.name())) {
            throw KinesisErrors.invalidArgument(
                    "StreamARN " + request.streamARN() + " does not match the stream of the ShardIterator.");
        }
        limits.admitRead(position);
        int records = request.limit() == null ? RECORDS_MAX : request.limit();
        ReadResult found = read(position, records, call.memory());
        limits.count(position, found.records());
        return new Response(
                found.records().stream().map(ReadRecord::of).toList(),
                found.next().map(iterators::issue).orElse(null),
                found.behindLatest().toMillis(),
                found.next().isPresent()
                        ? null
                        : found.children().stream()
                                .map(ShardDescription.Child::of)
                                .toList());
    }

    /** Where many read at once each gets fewer records, but room for one in any case. */
    private ReadResult read(ShardPosition position, int records, AnswerMemory memory) {
        int recordBytes = dataStreams.describe(position.name()).settings().maxRecordBytes();
        int bytes = memory.take(recordBytes, BYTES_MAX);
        ReadResult found = reader.read(position, new ReadLimit(records, bytes));
        memory.keep(found.bytes() + found.records().size() * RECORD_HEAD_BYTES);
        return found;
    }
}
