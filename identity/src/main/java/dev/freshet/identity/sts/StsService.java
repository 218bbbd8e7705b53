package dev.freshet.identity.sts;

import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol;
import dev.freshet.identity.Identities;
import dev.freshet.identity.QueryWording;
import dev.freshet.identity.entity.Directory;
import dev.freshet.identity.session.Sessions;
import java.util.List;

/** AWS Security Token Service: the operations, put together. */
public final class StsService {
    private static final WireProtocol PROTOCOL =
            new WireProtocol.AwsQuery("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/");

    private StsService() {}

    public static Service of(Directory directory, Sessions sessions, Identities identities) {
        return new Service(
                "sts",
                PROTOCOL,
                new QueryWording(),
                List.of(
                        new AssumeRole(directory, sessions, identities),
                        new GetCallerIdentity(),
                        new GetSessionToken(sessions)));
    }
}
