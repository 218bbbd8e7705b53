package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.kinesis.datastream.KinesisErrors;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetResourcePolicy.html">GetResourcePolicy</a>.
 */
public final class GetResourcePolicy extends ResourceAction<GetResourcePolicy.Request, GetResourcePolicy.Response> {
    public GetResourcePolicy(Resources resources) {
        super(Request.class, resources);
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.RESOURCE_ARN) @Nullable
            String resourceARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements ResourceAction.NamesResource {}

    /** The policy as it was put. */
    public record Response(String policy) {}

    @Override
    Response handle(Request request, Resource resource, Call call) {
        return new Response(resource.attachments()
                .policy()
                .orElseThrow(() -> KinesisErrors.resourceNotFound(
                        "No resource policy found for resource ARN " + request.resourceARN() + ".")));
    }
}
