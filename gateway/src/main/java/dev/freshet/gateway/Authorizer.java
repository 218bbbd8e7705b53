package dev.freshet.gateway;

import java.util.Optional;

/** Asked before each action: may this principal do that? Implemented by {@code identity}. */
public interface Authorizer {
    Decision decide(Principal principal, Permission permission);

    /** What is wrong with a policy that somebody wants to put on a resource; empty when it can be understood. */
    default Optional<String> faultOf(String resourcePolicy) {
        return Optional.empty();
    }
}
