package dev.freshet.app.wiring;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import dev.freshet.identity.RoleAssumption;
import dev.freshet.identity.ServiceRoles;

/** The roles that CDC streams deliver with, assumed as Aurora DSQL would: by its service principal, for the CDC stream. */
final class RoleSessions {
    static final String DSQL = "dsql.amazonaws.com";

    private final ServiceRoles roles;

    RoleSessions(ServiceRoles roles) {
        this.roles = roles;
    }

    RoleAssumption assume(Arn role, Arn cdcStream) {
        return roles.assume(role.toString(), DSQL, cdcStream.toString(), new AccountId(cdcStream.account()));
    }
}
