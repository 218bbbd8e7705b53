package dev.freshet.gateway;

/** Asked before each action: may this principal do that? Implemented by {@code identity}. */
public interface Authorizer {
    Decision decide(Principal principal, Permission permission);
}
