package dev.freshet.identity.policy;

import dev.freshet.gateway.AccountId;
import java.util.Optional;

/**
 * What is asked.
 *
 * @param action such as {@code kinesis:PutRecords}
 * @param resource an ARN, or {@code *} for actions without a resource
 * @param resourceAccount whose the resource is; empty where the ARN names no account or there is no resource
 */
public record AccessRequest(
        Requester requester, String action, String resource, Optional<AccountId> resourceAccount, ConditionKeys keys) {

    /** Whether the resource is another account's than the requester's. */
    boolean crossesAccounts() {
        return requester instanceof Requester.Identity identity
                && resourceAccount.isPresent()
                && !resourceAccount.get().equals(identity.account());
    }
}
