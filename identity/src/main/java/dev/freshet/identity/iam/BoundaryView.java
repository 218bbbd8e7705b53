package dev.freshet.identity.iam;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A permissions boundary on the wire. */
public record BoundaryView(String permissionsBoundaryType, String permissionsBoundaryArn) {
    static @Nullable BoundaryView orNull(Optional<String> arn) {
        return arn.map(one -> new BoundaryView("PermissionsBoundaryPolicy", one))
                .orElse(null);
    }
}
