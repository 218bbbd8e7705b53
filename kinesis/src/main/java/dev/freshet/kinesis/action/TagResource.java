package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.EachValue;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html">TagResource</a>.
 */
public final class TagResource extends ResourceAction<TagResource.Request, NoOutput> {
    private final Resources resources;

    public TagResource(Resources resources) {
        super(Request.class, resources);
        this.resources = resources;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required
            @Length(min = 1, max = Shapes.TAGS_MAX)
            @Each(min = 1, max = Shapes.TAG_KEY_MAX)
            @EachValue(max = Shapes.TAG_VALUE_MAX)
            @Nullable
            Map<String, String> tags,

            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.RESOURCE_ARN) @Nullable
            String resourceARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements ResourceAction.NamesResource {}

    @Override
    NoOutput handle(Request request, Resource resource, Call call) {
        resources.change(resource, was -> was.withTags(was.tags().with(Present.of(request.tags()))));
        return NoOutput.NO_OUTPUT;
    }

    @Override
    Map<String, String> requestTags(Request request) {
        return Present.of(request.tags());
    }
}
