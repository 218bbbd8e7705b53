package dev.freshet.dsql.actions;

import dev.freshet.dsql.KinesisTarget;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;

/** A union of one member. */
public record TargetDefinition(@Required Kinesis kinesis) {
    static TargetDefinition of(KinesisTarget target) {
        return new TargetDefinition(
                new Kinesis(target.dataStream().toString(), target.role().toString()));
    }

    public record Kinesis(
            @Required @Length(min = 1, max = 2048) @Pattern("arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+")
            String streamArn,

            @Required
            @Length(min = 20, max = 2048)
            @Pattern("arn:aws(-[^:]+)?:iam::[0-9]{12}:role(/[a-zA-Z0-9+=,.@_-]+)+")
            String roleArn) {}
}
