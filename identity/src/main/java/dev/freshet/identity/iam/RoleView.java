package dev.freshet.identity.iam;

import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A role on the wire. */
public record RoleView(
        String path,
        String roleName,
        String roleId,
        String arn,
        Instant createDate,
        String assumeRolePolicyDocument,
        @Nullable String description,
        int maxSessionDuration,
        @Nullable BoundaryView permissionsBoundary,
        @Nullable List<Tag> tags,
        @Nullable LastUsed roleLastUsed) {

    /** When and where a role was used is not recorded; AWS too answers an empty element for a role that was not used. */
    public record LastUsed() {}

    static RoleView whole(Role role) {
        return of(role, BoundaryView.orNull(role.grants().boundaryArn()), Tag.listOrNull(role.tags()), new LastUsed());
    }

    /** As {@link CreateRole} answers. */
    static RoleView created(Role role) {
        return of(role, BoundaryView.orNull(role.grants().boundaryArn()), Tag.listOrNull(role.tags()), null);
    }

    /** Lists leave some members out. */
    static RoleView inList(Role role) {
        return of(role, null, null, null);
    }

    private static RoleView of(
            Role role, @Nullable BoundaryView boundary, @Nullable List<Tag> tags, @Nullable LastUsed lastUsed) {
        return new RoleView(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                Documents.encoded(role.trust()),
                role.description().orElse(null),
                (int) role.maxSession().toSeconds(),
                boundary,
                tags,
                lastUsed);
    }
}
