package dev.freshet.identity.policy;

/** What all policies together say to a request. */
public sealed interface Verdict {
    record Allowed() implements Verdict {}

    /**
     * A statement denies it, and no other can outweigh that.
     *
     * @param by the type of the policy that holds the statement
     */
    record ExplicitlyDenied(PolicyType by) implements Verdict {}

    /**
     * No statement denies it, but one that allows it is missing.
     *
     * @param missing the type of policy that would have to allow it
     */
    record NotAllowed(PolicyType missing) implements Verdict {}
}
