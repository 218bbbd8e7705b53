package dev.freshet.gateway;

import java.time.Instant;
import java.util.UUID;

/** Who called, when, what else they may do, and how much memory the answer may take; one per request. */
public record Call(
        UUID requestId, Principal caller, Region region, Instant time, Authorizer authorizer, AnswerMemory memory) {
    public AccountId account() {
        return caller.account();
    }

    /** What the authorizer says of one more permission than the action's own, such as {@code iam:PassRole}. */
    public Decision decide(Permission permission) {
        return authorizer.decide(caller, permission);
    }
}
