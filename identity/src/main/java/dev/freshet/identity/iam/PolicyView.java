package dev.freshet.identity.iam;

import dev.freshet.identity.entity.Entities;
import dev.freshet.identity.entity.ManagedPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A managed policy on the wire, without its document. */
public record PolicyView(
        String policyName,
        String policyId,
        String arn,
        String path,
        String defaultVersionId,
        int attachmentCount,
        int permissionsBoundaryUsageCount,
        boolean isAttachable,
        @Nullable String description,
        Instant createDate,
        Instant updateDate,
        @Nullable List<Tag> tags) {

    static PolicyView whole(ManagedPolicy policy, Entities entities) {
        return of(policy, entities, policy.description().orElse(null), Tag.listOrNull(policy.tags()));
    }

    /** Lists leave description and tags out. */
    static PolicyView inList(ManagedPolicy policy, Entities entities) {
        return of(policy, entities, null, null);
    }

    private static PolicyView of(
            ManagedPolicy policy, Entities entities, @Nullable String description, @Nullable List<Tag> tags) {
        return new PolicyView(
                policy.name(),
                policy.id(),
                policy.arn(),
                policy.path(),
                policy.inForce().id(),
                entities.attachments(policy),
                entities.boundaryUses(policy),
                true,
                description,
                policy.created(),
                policy.updated(),
                tags);
    }
}
