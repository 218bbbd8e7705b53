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
 * <a href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html">PutResourcePolicy</a>.
 *
 * The policy takes part in every decision about the resource from then on.
 */
public final class PutResourcePolicy extends ResourceAction<PutResourcePolicy.Request, NoOutput> {
    private final Resources resources;

    public PutResourcePolicy(Resources resources) {
        super(Request.class, resources);
        this.resources = resources;
    }

    /** Members in AWS's order. */
    public record Request(
            @Required @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.RESOURCE_ARN) @Nullable
            String resourceARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId,

            @Required @Nullable String policy)
            implements ResourceAction.NamesResource {}

    @Override
    NoOutput handle(Request request, Resource resource, Call call) {
        String policy = Present.of(request.policy());
        call.authorizer().faultOf(policy).ifPresent(fault -> {
            throw KinesisErrors.invalidArgument("Invalid resource policy: " + fault);
        });
        resources.change(resource, was -> was.withPolicy(Optional.of(policy)));
        return NoOutput.NO_OUTPUT;
    }
}
