package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.ConsumerOf;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import dev.freshet.kinesis.datastream.StreamConsumer;
import dev.freshet.kinesis.token.NextTokens;
import dev.freshet.kinesis.token.TokenKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreamConsumers.html">ListStreamConsumers</a>.
 */
public final class ListStreamConsumers
        extends DataStreamAction<ListStreamConsumers.Request, ListStreamConsumers.Response> {
    private static final int CONSUMERS_MAX = 100;

    private final DataStreams dataStreams;
    private final NextTokens tokens;

    public ListStreamConsumers(DataStreams dataStreams, NextTokens tokens) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
        this.tokens = tokens;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.NEXT_TOKEN_MAX) @Nullable
            String nextToken,

            @Range(min = 1, max = Shapes.LIST_MAX) @Nullable Integer maxResults,
            @Nullable Instant streamCreationTimestamp,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStreamByArn {}

    /** A page of consumers, by name. */
    public record Response(
            List<ConsumerDescription> consumers, @Nullable String nextToken) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        DataStream dataStream = dataStreams.describe(name);
        StreamCreation.require(request.streamCreationTimestamp(), dataStream, dataStreams.home());
        String behind = request.nextToken() == null ? "" : redeem(request.nextToken(), dataStream);
        List<StreamConsumer> rest = dataStream.consumers().stream()
                .filter(each -> each.name().value().compareTo(behind) > 0)
                .toList();
        List<StreamConsumer> page =
                rest.subList(0, Math.min(rest.size(), ShardPage.size(request.maxResults(), CONSUMERS_MAX)));
        return new Response(
                page.stream()
                        .map(each -> ConsumerDescription.of(new ConsumerOf(dataStream, each), dataStreams.home()))
                        .toList(),
                rest.size() > page.size() ? issue(dataStream, page.getLast()) : null);
    }

    private String issue(DataStream dataStream, StreamConsumer last) {
        return tokens.issue(
                TokenKind.LIST_STREAM_CONSUMERS,
                List.of(dataStream.id().toString(), last.name().value()));
    }

    private String redeem(String token, DataStream dataStream) {
        List<String> fields = tokens.redeem(TokenKind.LIST_STREAM_CONSUMERS, token);
        if (!fields.getFirst().equals(dataStream.id().toString())) {
            throw KinesisErrors.invalidArgument("The NextToken is of another stream.");
        }
        return fields.getLast();
    }
}
