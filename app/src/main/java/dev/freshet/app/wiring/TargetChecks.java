package dev.freshet.app.wiring;

import dev.freshet.dsql.KinesisTarget;
import dev.freshet.dsql.Targets;
import dev.freshet.gateway.Arn;
import dev.freshet.identity.RoleAssumption.Assumed;
import dev.freshet.identity.RoleAssumption.Refused;
import dev.freshet.identity.ServiceRoles;
import dev.freshet.kinesis.datastream.DataStreams;

/** dsql's look at a target before a CDC stream is made, answered by identity and kinesis. */
public final class TargetChecks implements Targets {
    private final RoleSessions roles;
    private final DataStreams dataStreams;

    public TargetChecks(ServiceRoles roles, DataStreams dataStreams) {
        this.roles = new RoleSessions(roles);
        this.dataStreams = dataStreams;
    }

    @Override
    public Finding check(KinesisTarget target, Arn cdcStream) {
        return switch (roles.assume(target.role(), cdcStream)) {
            case Refused.NoSuchRole _ -> new Finding.NoSuchRole();
            case Refused refused -> new Finding.TrustRefused(refused.text());
            case Assumed _ ->
                LocalDataStream.find(dataStreams, target.dataStream()).isPresent()
                        ? new Finding.Usable()
                        : new Finding.NoSuchDataStream();
        };
    }
}
