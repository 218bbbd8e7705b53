package dev.freshet.kinesis.action;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.KinesisErrors;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteResourcePolicy.html">DeleteResourcePolicy</a>.
 */
public final class DeleteResourcePolicy extends ResourceAction<DeleteResourcePolicy.Request, NoOutput> {
    private final Resources resources;

    public DeleteResourcePolicy(Resources resources) {
        super(Request.class, resources);
        this.resources = resources;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.RESOURCE_ARN) @Nullable
            String resourceARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements ResourceAction.NamesResource {}

    @Override
    NoOutput handle(Request request, Resource resource, Call call) {
        if (resource.attachments().policy().isEmpty()) {
            throw KinesisErrors.resourceNotFound(
                    "No resource policy found for resource ARN " + request.resourceARN() + ".");
        }
        resources.change(resource, was -> was.withPolicy(Optional.empty()));
        return NoOutput.NO_OUTPUT;
    }
}
