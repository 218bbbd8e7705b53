package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForResource.html">ListTagsForResource</a>.
 */
public final class ListTagsForResource
        extends ResourceAction<ListTagsForResource.Request, ListTagsForResource.Response> {
    public ListTagsForResource(Resources resources) {
        super(Request.class, resources);
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.RESOURCE_ARN) @Nullable
            String resourceARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements ResourceAction.NamesResource {}

    /** All of them, by key. */
    public record Response(List<Tag> tags) {}

    @Override
    Response handle(Request request, Resource resource, Call call) {
        return new Response(Tag.list(resource.attachments().tags().values()));
    }
}
