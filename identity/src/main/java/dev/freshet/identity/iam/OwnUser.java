package dev.freshet.identity.iam;

import dev.freshet.gateway.Call;
import dev.freshet.gateway.Principal;
import dev.freshet.identity.QueryWording;
import org.jspecify.annotations.Nullable;

/** The user whom a call is about when it names none: the caller. */
final class OwnUser {
    private OwnUser() {}

    static String orNamed(@Nullable String userName, Call call) {
        if (userName != null) {
            return userName;
        }
        return switch (call.caller()) {
            case Principal.User user -> user.name();
            // The account's own key is kept in the home and not by IAM.
            case Principal.Root _, Principal.RoleSession _ ->
                throw QueryWording.validation("Must specify userName when calling with non-User credentials");
        };
    }
}
