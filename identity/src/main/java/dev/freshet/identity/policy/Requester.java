package dev.freshet.identity.policy;

import dev.freshet.gateway.AccountId;
import java.util.List;

/** Who asks, as policies can name them. */
public sealed interface Requester {
    /**
     * The account itself, a user, or a session of a role.
     *
     * @param arns by which a policy may name it: a session answers to its role's ARN and to its own
     */
    record Identity(AccountId account, List<String> arns) implements Requester {
        public Identity {
            arns = List.copyOf(arns);
        }
    }

    /** A service acting for itself, such as {@code dsql.amazonaws.com}. */
    record AwsService(String name) implements Requester {}
}
