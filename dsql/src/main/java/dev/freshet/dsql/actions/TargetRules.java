package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlErrors;
import dev.freshet.dsql.DsqlNames;
import dev.freshet.dsql.KinesisTarget;
import dev.freshet.dsql.Targets;
import dev.freshet.dsql.Targets.Finding;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Arn;

/** Which targets a CDC stream may have: of this account and region, with a role that can be assumed for it. */
final class TargetRules {
    private static final String STREAM_ARN = "targetDefinition.kinesis.streamArn";
    private static final String ROLE_ARN = "targetDefinition.kinesis.roleArn";

    private final Targets targets;
    private final DsqlNames names;

    TargetRules(Targets targets, DsqlNames names) {
        this.targets = targets;
        this.names = names;
    }

    /** @throws ApiException a ValidationException that names what is wrong with it */
    KinesisTarget usable(TargetDefinition.Kinesis wish, Arn cdcStream) {
        KinesisTarget target = new KinesisTarget(ownDataStream(wish.streamArn()), ownRole(wish.roleArn()));
        return switch (targets.check(target, cdcStream)) {
            case Finding.Usable _ -> target;
            case Finding.NoSuchRole _ ->
                throw DsqlErrors.invalidField(ROLE_ARN, "The role " + target.role() + " does not exist.");
            case Finding.TrustRefused(String reason) ->
                throw DsqlErrors.invalidField(
                        ROLE_ARN,
                        "The role " + target.role() + " cannot be assumed by dsql.amazonaws.com for " + cdcStream + ": "
                                + reason);
            case Finding.NoSuchDataStream _ ->
                throw DsqlErrors.invalidField(
                        STREAM_ARN, "The Kinesis data stream " + target.dataStream() + " does not exist.");
        };
    }

    private Arn ownDataStream(String text) {
        Arn arn = parsed(STREAM_ARN, text);
        if (!arn.account().equals(names.account().value())) {
            throw DsqlErrors.invalidField(
                    STREAM_ARN,
                    "The Kinesis data stream " + arn + " belongs to account " + arn.account()
                            + ", the cluster to account " + names.account() + ": both must be in the same account.");
        }
        if (!arn.region().equals(names.region().value())) {
            throw DsqlErrors.invalidField(
                    STREAM_ARN,
                    "The Kinesis data stream " + arn + " is in Region " + arn.region() + ", the cluster in Region "
                            + names.region() + ": both must be in the same Region.");
        }
        return arn;
    }

    private Arn ownRole(String text) {
        Arn arn = parsed(ROLE_ARN, text);
        if (!arn.account().equals(names.account().value())) {
            throw DsqlErrors.invalidField(
                    ROLE_ARN,
                    "The role " + arn + " belongs to account " + arn.account() + ", the cluster to account "
                            + names.account() + ": both must be in the same account.");
        }
        return arn;
    }

    /** The members' patterns are wider than an ARN in one place: {@code arn:aws.*:kinesis:.*} lets colons through. */
    private static Arn parsed(String member, String text) {
        return Arn.parse(text).orElseThrow(() -> DsqlErrors.invalidField(member, "Not an ARN: '" + text + "'"));
    }
}
