package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Range;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html">ListTagsForStream</a>.
 */
public final class ListTagsForStream extends DataStreamAction<ListTagsForStream.Request, ListTagsForStream.Response> {
    private static final int TAGS_MAX = 50;

    private final DataStreams dataStreams;

    public ListTagsForStream(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Length(min = 1, max = Shapes.TAG_KEY_MAX) @Nullable
            String exclusiveStartTagKey,

            @Range(min = 1, max = TAGS_MAX) @Nullable Integer limit,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    /** A page of tags, by key. */
    public record Response(List<Tag> tags, boolean hasMoreTags) {}

    @Override
    Response handle(Request request, DataStreamName name) {
        SortedMap<String, String> all =
                dataStreams.describe(name).attachments().tags().values();
        List<Tag> rest = Tag.list(all).stream()
                .filter(tag -> request.exclusiveStartTagKey() == null
                        || tag.key().compareTo(request.exclusiveStartTagKey()) > 0)
                .toList();
        int size = Math.min(rest.size(), ShardPage.size(request.limit(), TAGS_MAX));
        return new Response(rest.subList(0, size), rest.size() > size);
    }
}
