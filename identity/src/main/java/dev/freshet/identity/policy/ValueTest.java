package dev.freshet.identity.policy;

/** One value of a condition in a policy, ready to be held against a value of the request. */
@FunctionalInterface
interface ValueTest {
    /**
     * Whether the request's value is the wanted one.
     *
     * @param keys to fill in policy variables
     */
    boolean passes(String actual, ConditionKeys keys);

    /** Makes the test out of the policy's text. */
    @FunctionalInterface
    interface Reader {
        ValueTest read(String text, PolicyVersion version) throws MalformedPolicyException;
    }
}
