package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.EventStream;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.SequenceNumber;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.StartingPoint;
import dev.freshet.kinesis.datastream.StreamConsumers;
import dev.freshet.kinesis.datastream.Subscription;
import dev.freshet.kinesis.datastream.SubscriptionEvent;
import dev.freshet.kinesis.datastream.Subscriptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html">SubscribeToShard</a>.
 */
public final class SubscribeToShard implements Action<SubscribeToShard.Request, EventStream> {
    private final ConsumerAddress address;
    private final Subscriptions subscriptions;
    private final Home home;

    public SubscribeToShard(Home home, StreamConsumers consumers, Subscriptions subscriptions) {
        this.address = new ConsumerAddress(home, consumers);
        this.subscriptions = subscriptions;
        this.home = home;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.CONSUMER_ARN) @Nullable
            String consumerARN,

            @Required @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String shardId,

            @Required @Nullable Start startingPosition,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId) {}

    /** The request's {@code StartingPosition}. */
    public record Start(
            @Required @OneOf(StartingPosition.Type.class) @Nullable
            String type,

            @Pattern(Shapes.SEQUENCE_NUMBER) @Nullable String sequenceNumber,
            @Nullable Instant timestamp) {}

    /** The one type of event. KCL takes a shard for ended when it has no continuation, and children only then. */
    public record Event(
            List<GetRecords.ReadRecord> records,
            @Nullable String continuationSequenceNumber,
            long millisBehindLatest,
            @Nullable List<ShardDescription.Child> childShards) {
        static Event of(SubscriptionEvent event) {
            return new Event(
                    event.records().stream().map(GetRecords.ReadRecord::of).toList(),
                    event.continuation().map(SequenceNumber::toString).orElse(null),
                    event.behindLatest().toMillis(),
                    event.continuation().isPresent()
                            ? null
                            : event.children().stream()
                                    .map(ShardDescription.Child::of)
                                    .toList());
        }
    }

    @Override
    public String name() {
        return "SubscribeToShard";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(address.permission("kinesis:SubscribeToShard", Present.of(request.consumerARN())));
    }

    @Override
    public EventStream handle(Request request, Call call) {
        ConsumerOf consumer = address.require(Present.of(request.consumerARN()));
        String shard = Present.of(request.shardId());
        ShardId shardId = ShardId.parse(shard)
                .orElseThrow(() ->
                        KinesisErrors.shardNotFound(shard, consumer.dataStream().name(), home));
        Start start = Present.of(request.startingPosition());
        StartingPoint point =
                StartingPosition.point(Present.of(start.type()), start.sequenceNumber(), start.timestamp());
        Subscription subscription = subscriptions.open(consumer, shardId, point);
        return events -> subscription.run(event -> events.send("SubscribeToShardEvent", Event.of(event)));
    }
}
