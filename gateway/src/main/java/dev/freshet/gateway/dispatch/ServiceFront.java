package dev.freshet.gateway.dispatch;

import dev.freshet.gateway.Region;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.protocol.Codec;
import java.util.Set;

/** A service with what the gateway needs to reach it. */
record ServiceFront(Service service, Codec codec, Set<Region> signingRegions) {
    static ServiceFront of(Service service, Region region) {
        return new ServiceFront(service, Codec.of(service), SigningRegions.of(service.signingName(), region));
    }
}
