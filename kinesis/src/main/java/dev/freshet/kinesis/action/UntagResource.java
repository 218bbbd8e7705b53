package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Each;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UntagResource.html">UntagResource</a>.
 */
public final class UntagResource extends ResourceAction<UntagResource.Request, NoOutput> {
    private final Resources resources;

    public UntagResource(Resources resources) {
        super(Request.class, resources);
        this.resources = resources;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.TAG_KEYS_MAX) @Each(min = 1, max = Shapes.TAG_KEY_MAX) @Nullable
            List<String> tagKeys,

            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.RESOURCE_ARN) @Nullable
            String resourceARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements ResourceAction.NamesResource {}

    @Override
    NoOutput handle(Request request, Resource resource, Call call) {
        resources.change(resource, was -> was.withTags(was.tags().without(Present.of(request.tagKeys()))));
        return NoOutput.NO_OUTPUT;
    }
}
