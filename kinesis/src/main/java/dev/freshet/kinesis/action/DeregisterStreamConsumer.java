package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.StreamConsumers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeregisterStreamConsumer.html">DeregisterStreamConsumer</a>.
 */
public final class DeregisterStreamConsumer implements Action<DeregisterStreamConsumer.Request, NoOutput> {
    private final StreamConsumers consumers;
    private final ConsumerAddress address;

    public DeregisterStreamConsumer(Home home, StreamConsumers consumers) {
        this.consumers = consumers;
        this.address = new ConsumerAddress(home, consumers);
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

    @Override
    public String name() {
        return "DeregisterStreamConsumer";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(address.permission("kinesis:DeregisterStreamConsumer", request));
    }

    @Override
    public NoOutput handle(Request request, Call call) {
        consumers.deregister(address.require(request));
        return NoOutput.NO_OUTPUT;
    }
}
