package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.ConsumerName;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.StreamConsumers;
import dev.freshet.kinesis.datastream.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html">RegisterStreamConsumer</a>.
 */
public final class RegisterStreamConsumer
        extends DataStreamAction<RegisterStreamConsumer.Request, RegisterStreamConsumer.Response> {
    private final DataStreams dataStreams;
    private final StreamConsumers consumers;

    public RegisterStreamConsumer(DataStreams dataStreams, StreamConsumers consumers) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.consumers = consumers;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Required @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String consumerName,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId,

            @Length(min = 1, max = Shapes.TAGS_MAX)
            @Each(min = 1, max = Shapes.TAG_KEY_MAX)
            @EachValue(max = Shapes.TAG_VALUE_MAX)
            @Nullable
            Map<String, String> tags)
            implements NamesDataStreamByArn {}

    /** The new consumer, still in CREATING. */
    public record Response(ConsumerDescription consumer) {}

    @Override
    public Response handle(Request request, Call call) {
        if (request.tags() != null && call.decide(tagPermission(request)) instanceof Decision.Denied(var message)) {
            throw KinesisErrors.accessDenied(message);
        }
        return super.handle(request, call);
    }

    /** On the ARN that the consumer gets when it is registered now. */
    private Permission tagPermission(Request request) {
        String arn = Present.of(request.streamARN()) + "/consumer/" + Present.of(request.consumerName()) + ":"
                + dataStreams.now().getEpochSecond();
        return new Permission("kinesis:TagResource", arn, TagContext.of(Tags.NONE, requestTags(request)));
    }

    @Override
    Response handle(Request request, DataStreamName name) {
        ConsumerOf registered = consumers.register(
                name, new ConsumerName(Present.of(request.consumerName())), Tags.of(requestTags(request)));
        return new Response(ConsumerDescription.of(registered, dataStreams.home()));
    }

    @Override
    Map<String, String> requestTags(Request request) {
        return request.tags() == null ? Map.of() : request.tags();
    }
}
