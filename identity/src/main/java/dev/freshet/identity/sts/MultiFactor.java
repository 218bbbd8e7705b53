package dev.freshet.identity.sts;

import dev.freshet.gateway.ApiException;
import org.jspecify.annotations.Nullable;

/** MFA devices, of which there are none: a code is always wrong, as AWS answers it. */
final class MultiFactor {
    private MultiFactor() {}

    static void refuse(@Nullable String serialNumber, @Nullable String tokenCode) {
        if (serialNumber != null || tokenCode != null) {
            throw new ApiException(
                    "AccessDenied", 403, "MultiFactorAuthentication failed with invalid MFA one time pass code.");
        }
    }
}
