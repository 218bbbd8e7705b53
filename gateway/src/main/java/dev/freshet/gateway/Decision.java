package dev.freshet.gateway;

/** What an {@link Authorizer} answers. */
public sealed interface Decision {
    /** The policies allow it. */
    record Allowed() implements Decision {}

    /**
     * They do not.
     *
     * @param message AWS's own sentence: who is not authorized to perform what on which resource, and why
     */
    record Denied(String message) implements Decision {}
}
