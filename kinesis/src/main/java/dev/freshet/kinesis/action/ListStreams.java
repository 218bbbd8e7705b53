package dev.freshet.kinesis.action;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.gateway.Permission;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.token.NextTokens;
import dev.freshet.kinesis.token.TokenKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html">ListStreams</a>. */
public final class ListStreams implements Action<ListStreams.Request, ListStreams.Response> {
    private static final int NAMES_MAX = 100;

    private final DataStreams dataStreams;
    private final NextTokens tokens;

    public ListStreams(DataStreams dataStreams, NextTokens tokens) {
        this.dataStreams = dataStreams;
        this.tokens = tokens;
    }

    /** Members in AWS's order. */
    public record Request(
            @Range(min = 1, max = Shapes.LIST_MAX) @Nullable Integer limit,

            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String exclusiveStartStreamName,

            @Length(min = 1, max = Shapes.NEXT_TOKEN_MAX) @Nullable
            String nextToken) {}

    /** A page of data streams, by name. */
    public record Response(
            List<String> streamNames,
            boolean hasMoreStreams,
            @Nullable String nextToken,
            List<StreamSummary> streamSummaries) {}

    /** One data stream. */
    public record StreamSummary(
            String streamName,
            String streamARN,
            String streamStatus,
            StreamModeDetails streamModeDetails,
            Instant streamCreationTimestamp) {}

    @Override
    public String name() {
        return "ListStreams";
    }

    @Override
    public Class<Request> requestType() {
        return Request.class;
    }

    @Override
    public Optional<Permission> permission(Request request, Call call) {
        return Optional.of(Permission.of("kinesis:ListStreams", "*"));
    }

    @Override
    public Response handle(Request request, Call call) {
        String behind = request.nextToken() == null
                ? request.exclusiveStartStreamName()
                : tokens.redeem(TokenKind.LIST_STREAMS, request.nextToken()).getFirst();
        List<DataStream> rest = dataStreams.all().stream()
                .filter(each -> behind == null || each.name().value().compareTo(behind) > 0)
                .toList();
        List<DataStream> page = rest.subList(0, Math.min(rest.size(), ShardPage.size(request.limit(), NAMES_MAX)));
        boolean hasMore = rest.size() > page.size();
        return new Response(
                page.stream().map(each -> each.name().value()).toList(),
                hasMore,
                hasMore
                        ? tokens.issue(
                                TokenKind.LIST_STREAMS,
                                List.of(page.getLast().name().value()))
                        : null,
                page.stream().map(this::summary).toList());
    }

    private StreamSummary summary(DataStream dataStream) {
        return new StreamSummary(
                dataStream.name().value(),
                dataStreams.home().arn(dataStream.name()),
                dataStream.status().name(),
                StreamModeDetails.of(dataStream.settings().mode()),
                dataStream.created());
    }
}
