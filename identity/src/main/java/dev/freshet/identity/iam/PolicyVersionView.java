package dev.freshet.identity.iam;

import dev.freshet.identity.Documents;
import dev.freshet.identity.entity.ManagedPolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A version of a managed policy on the wire. */
public record PolicyVersionView(
        @Nullable String document, String versionId, boolean isDefaultVersion, Instant createDate) {
    static PolicyVersionView whole(ManagedPolicy policy, ManagedPolicy.Version version) {
        return of(policy, version, Documents.encoded(version.document()));
    }

    static PolicyVersionView inList(ManagedPolicy policy, ManagedPolicy.Version version) {
        return of(policy, version, null);
    }

    private static PolicyVersionView of(
            ManagedPolicy policy, ManagedPolicy.Version version, @Nullable String document) {
        return new PolicyVersionView(
                document, version.id(), version.number() == policy.defaultVersion(), version.created());
    }
}
