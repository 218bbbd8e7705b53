package dev.freshet.gateway.dispatch;

import dev.freshet.gateway.Region;
import java.util.Set;

/** For which regions a request to a service may be signed. */
final class SigningRegions {
    private static final Region GLOBAL = new Region("us-east-1");

    private SigningRegions() {}

    /** IAM is global and lives in us-east-1; STS has a global endpoint there beside that of each region. */
    static Set<Region> of(String signingName, Region ours) {
        return switch (signingName) {
            case "iam" -> Set.of(GLOBAL);
            case "sts" -> GLOBAL.equals(ours) ? Set.of(ours) : Set.of(ours, GLOBAL);
            default -> Set.of(ours);
        };
    }
}
