package dev.freshet.gateway.signature;

import java.util.Set;

/**
 * What a signature must be made for.
 *
 * @param service the signing name, such as {@code kinesis}
 * @param regions any one of these
 */
public record ExpectedScope(String service, Set<String> regions) {
    public ExpectedScope {
        regions = Set.copyOf(regions);
    }
}
