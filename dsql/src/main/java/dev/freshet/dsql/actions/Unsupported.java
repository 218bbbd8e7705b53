package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlErrors;
import org.jspecify.annotations.Nullable;

/** Members of the API that this server knows and refuses, rather than take and forget them. */
final class Unsupported {
    private Unsupported() {}

    static void refuse(@Nullable String kmsEncryptionKey, @Nullable MultiRegionProperties multiRegion) {
        if (kmsEncryptionKey != null && !kmsEncryptionKey.equals(EncryptionDetails.AWS_OWNED_KMS_KEY)) {
            throw DsqlErrors.invalidField(
                    "kmsEncryptionKey", "Freshet encrypts clusters with AWS_OWNED_KMS_KEY only: leave the member out.");
        }
        if (multiRegion != null) {
            throw DsqlErrors.invalidField(
                    "multiRegionProperties",
                    "Freshet has one Region: leave the member out for a single-Region cluster.");
        }
    }

    static void refusePolicy(@Nullable String policy) {
        if (policy != null) {
            throw DsqlErrors.invalidField(
                    "policy", "Freshet has no cluster policies: use identity policies, and leave the member out.");
        }
    }
}
