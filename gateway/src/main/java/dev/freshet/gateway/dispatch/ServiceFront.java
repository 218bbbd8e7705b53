package dev.freshet.gateway.dispatch;

import dev.freshet.gateway.Region;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.protocol.Codec;
import dev.freshet.gateway.signature.ExpectedScope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A service with what the gateway needs to reach it. */
record ServiceFront(Service service, Codec codec, ExpectedScope scope) {
    /** The region of services that have none. */
    private static final String GLOBAL = "us-east-1";

    /** What the AWS SDK for Java calls that region. */
    private static final String ANYWHERE = "aws-global";

    static ServiceFront of(Service service, Region region) {
        String name = service.signingName();
        return new ServiceFront(service, Codec.of(service), new ExpectedScope(name, signingRegions(name, region)));
    }

    /**
     * IAM is global: AWS's clients sign for us-east-1 whatever the region. Given an endpoint of their own some sign for
     * their region or for {@code aws-global} instead, which here reaches the same IAM. STS has a global endpoint in
     * us-east-1 beside that of each region.
     */
    private static Set<String> signingRegions(String signingName, Region ours) {
        return switch (signingName) {
            case "iam", "sts" -> new HashSet<>(List.of(GLOBAL, ANYWHERE, ours.value()));
            default -> Set.of(ours.value());
        };
    }
}
