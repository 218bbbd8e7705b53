package dev.freshet.app.tail;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Permission;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.ViolationText;
import dev.freshet.gateway.WireProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The data stream {@code orders} as its readers see it: shards that can be split and merged, iterators that expire, reads
 * that are refused. An iterator is {@code shard/index/generation}; a sequence number is {@code shard/index}.
 */
public final class FakeDataStream {
    public static final String NAME = "orders";
    public static final Instant ARRIVED = Instant.parse("2026-01-31T12:00:00.123Z");

    private static final String OLDEST = "0";
    private static final int PAGE = 2;

    private final Map<String, Contents> shards = new LinkedHashMap<>();
    private int generation;
    private int refusals;

    private static final class Contents {
        final List<String> parents;
        final List<byte[]> records = new ArrayList<>();
        boolean isClosed;

        Contents(List<String> parents) {
            this.parents = parents;
        }
    }

    public synchronized void open(String shard, String... parents) {
        for (String parent : parents) {
            contents(parent).isClosed = true;
        }
        shards.put(shard, new Contents(List.of(parents)));
    }

    public synchronized void put(String shard, String data) {
        contents(shard).records.add(data.getBytes(StandardCharsets.UTF_8));
    }

    /** As after five minutes without a read. */
    public synchronized void expireIterators() {
        generation++;
    }

    /** Refuses the next reads as Kinesis does when a shard is read too often. */
    public synchronized void refuseReads(int count) {
        refusals = count;
    }

    /** Whether a reader has met the refusals and expiries that were ordered. */
    public synchronized boolean isRefusing() {
        return refusals > 0;
    }

    public Service service() {
        return new Service(
                "kinesis",
                new WireProtocol.AwsJson("Kinesis_20131202"),
                violations -> new ApiException("ValidationException", 400, ViolationText.message(violations)),
                List.of(
                        action("ListShards", ListShardsRequest.class, (request, _) -> listShards(request)),
                        action("GetShardIterator", IteratorRequest.class, (request, _) -> iterator(request)),
                        action("GetRecords", RecordsRequest.class, (request, _) -> records(request))));
    }

    public record ListShardsRequest(
            @Nullable String streamName, @Nullable String nextToken) {}

    public record SequenceNumbers(
            String startingSequenceNumber, @Nullable String endingSequenceNumber) {}

    public record ListedShard(
            String shardId,
            @Nullable String parentShardId,
            @Nullable String adjacentParentShardId,
            SequenceNumbers sequenceNumberRange) {}

    public record ListShardsAnswer(
            List<ListedShard> shards, @Nullable String nextToken) {}

    /** Pages of two; the token is the place to go on from. */
    private synchronized ListShardsAnswer listShards(ListShardsRequest request) {
        if (request.nextToken() == null) {
            requireKnown(request.streamName());
        }
        int from = Integer.parseInt(Objects.requireNonNullElse(request.nextToken(), OLDEST));
        List<ListedShard> all = shards.entrySet().stream()
                .map(shard -> listed(shard.getKey(), shard.getValue()))
                .toList();
        int to = Math.min(all.size(), from + PAGE);
        return new ListShardsAnswer(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }

    private static ListedShard listed(String id, Contents shard) {
        return new ListedShard(
                id,
                shard.parents.isEmpty() ? null : shard.parents.getFirst(),
                shard.parents.size() < 2 ? null : shard.parents.getLast(),
                new SequenceNumbers(id + "/0", shard.isClosed ? id + "/" + shard.records.size() : null));
    }

    public record IteratorRequest(
            @Nullable String streamName,
            @Nullable String shardId,
            @Nullable String shardIteratorType,
            @Nullable String startingSequenceNumber,
            @Nullable Instant timestamp) {}

    public record IteratorAnswer(String shardIterator) {}

    private synchronized IteratorAnswer iterator(IteratorRequest request) {
        requireKnown(request.streamName());
        String shard = Objects.requireNonNull(request.shardId());
        int size = contents(shard).records.size();
        int index = switch (Objects.requireNonNull(request.shardIteratorType())) {
            case "TRIM_HORIZON" -> 0;
            case "LATEST" -> size;
            case "AFTER_SEQUENCE_NUMBER" -> indexOf(Objects.requireNonNull(request.startingSequenceNumber())) + 1;
            default -> throw new ApiException("InvalidArgumentException", 400, request.shardIteratorType());
        };
        return new IteratorAnswer(shard + "/" + index + "/" + generation);
    }

    public record RecordsRequest(@Nullable String shardIterator) {}

    public record Record(
            String sequenceNumber, Instant approximateArrivalTimestamp, byte[] data, String partitionKey) {}

    public record RecordsAnswer(
            List<Record> records, @Nullable String nextShardIterator) {}

    private synchronized RecordsAnswer records(RecordsRequest request) {
        if (refusals > 0) {
            refusals--;
            throw new ApiException("ProvisionedThroughputExceededException", 400, "Rate exceeded for shard");
        }
        String[] iterator = Objects.requireNonNull(request.shardIterator()).split("/");
        if (Integer.parseInt(iterator[2]) != generation) {
            throw new ApiException("ExpiredIteratorException", 400, "Iterator expired");
        }
        String shard = iterator[0];
        Contents contents = contents(shard);
        int from = Integer.parseInt(iterator[1]);
        int to = Math.min(contents.records.size(), from + PAGE);
        List<Record> page = new ArrayList<>();
        for (int index = from; index < to; index++) {
            page.add(new Record(shard + "/" + index, ARRIVED, contents.records.get(index), "key"));
        }
        boolean isEnd = contents.isClosed && to == contents.records.size();
        return new RecordsAnswer(page, isEnd ? null : shard + "/" + to + "/" + generation);
    }

    private static int indexOf(String sequenceNumber) {
        return Integer.parseInt(sequenceNumber.substring(sequenceNumber.indexOf('/') + 1));
    }

    private Contents contents(String shard) {
        return Objects.requireNonNull(shards.get(shard), shard);
    }

    private static void requireKnown(@Nullable String name) {
        if (!NAME.equals(name)) {
            throw new ApiException("ResourceNotFoundException", 400, "Stream " + name + " not found.");
        }
    }

    private static <I extends java.lang.Record, O> Action<I, O> action(
            String name, Class<I> requestType, BiFunction<I, Call, O> handler) {
        return new Action<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Class<I> requestType() {
                return requestType;
            }

            @Override
            public Optional<Permission> permission(I request, Call call) {
                return Optional.empty();
            }

            @Override
            public O handle(I request, Call call) {
                return handler.apply(request, call);
            }
        };
    }
}
