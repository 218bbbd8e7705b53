package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.token.NextTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html">ListShards</a>.
 *
 * <p>AWS forbids StreamName beside NextToken, yet boto3's paginator sends both; they may stand together here as long as
 * they mean the same data stream. What the token says counts then.
 */
public final class ListShards implements Action<ListShards.Request, ListShards.Response> {
    private static final int SHARDS_MAX = 1000;

    private final DataStreams dataStreams;
    private final DataStreamAddress address;
    private final NextTokens tokens;

    public ListShards(DataStreams dataStreams, NextTokens tokens) {
        this.dataStreams = dataStreams;
        this.address = new DataStreamAddress(dataStreams.home());
        this.tokens = tokens;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Length(min = 1, max = Shapes.NEXT_TOKEN_MAX) @Nullable
            String nextToken,

            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String exclusiveStartShardId,

            @Range(min = 1, max = Shapes.LIST_MAX) @Nullable Integer maxResults,
            @Nullable Instant streamCreationTimestamp,
            @Nullable ShardFilter shardFilter,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId) {}

    /** A page of shards, by id. */
    public record Response(
            List<ShardDescription> shards, @Nullable String nextToken) {}

    @Override
    public String name() {
        return "ListShards";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(DataStreamPermission.of(dataStreams, name(), name(request, call)));
    }

    private DataStreamName name(Request request, Call call) {
        if (request.nextToken() == null) {
            return address.of(request.streamName(), request.streamARN(), call);
        }
        DataStreamName byToken = ShardList.open(tokens, request.nextToken()).name();
        if ((request.streamName() != null || request.streamARN() != null)
                && !byToken.equals(address.of(request.streamName(), request.streamARN(), call))) {
            throw KinesisErrors.invalidArgument("NextToken and StreamName cannot be provided together.");
        }
        return byToken;
    }

    @Override
    public Response handle(Request request, Call call) {
        DataStream dataStream = dataStreams.describe(name(request, call));
        ShardList list = list(request, dataStream);
        ShardPage page = ShardPage.of(
                list.filter().choose(dataStream, dataStreams.now()),
                list.behind(),
                ShardPage.size(request.maxResults(), SHARDS_MAX));
        return new Response(
                page.shards().stream().map(ShardDescription::of).toList(),
                page.hasMore() ? list.continuedBehind(lastId(page.shards())).issue(tokens) : null);
    }

    private ShardList list(Request request, DataStream dataStream) {
        if (request.nextToken() != null) {
            ShardList list = ShardList.redeem(tokens, request.nextToken());
            if (!list.dataStream().equals(dataStream.id())) {
                throw KinesisErrors.dataStreamNotFound(list.name(), dataStreams.home());
            }
            return list;
        }
        StreamCreation.require(request.streamCreationTimestamp(), dataStream, dataStreams.home());
        return new ShardList(
                dataStream.name(),
                dataStream.id(),
                ShardPage.startBehind(request.exclusiveStartShardId()),
                request.shardFilter() == null ? ShardFilter.DEFAULT : request.shardFilter());
    }

    private static ShardId lastId(List<Shard> shards) {
        return shards.getLast().id();
    }
}
