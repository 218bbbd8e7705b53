package dev.freshet.identity.iam;

import dev.freshet.identity.entity.Entities;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Permissions boundaries that a caller names. */
final class Boundaries {
    private Boundaries() {}

    static Optional<String> existing(@Nullable String arn, Entities entities) {
        if (arn != null && entities.policy(arn).isEmpty()) {
            throw IamErrors.noSuchEntity(
                    "Scope ARN: " + arn + " does not exist or is not attachable as a permissions boundary.");
        }
        return Optional.ofNullable(arn);
    }
}
