package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.StreamConsumers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamConsumer.html">DescribeStreamConsumer</a>.
 */
public final class DescribeStreamConsumer
        implements Action<DescribeStreamConsumer.Request, DescribeStreamConsumer.Response> {
    private final ConsumerAddress address;
    private final Home home;

    public DescribeStreamConsumer(Home home, StreamConsumers consumers) {
        this.address = new ConsumerAddress(home, consumers);
        this.home = home;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String consumerName,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.CONSUMER_ARN) @Nullable
            String consumerARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesConsumer {}

    /** The answer. */
    public record Response(ConsumerDescription consumerDescription) {}

    @Override
    public String name() {
        return "DescribeStreamConsumer";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(address.permission("kinesis:DescribeStreamConsumer", request));
    }

    @Override
    public Response handle(Request request, Call call) {
        return new Response(ConsumerDescription.withStream(address.require(request), home));
    }
}
