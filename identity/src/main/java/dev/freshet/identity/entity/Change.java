package dev.freshet.identity.entity;

/** One thing that a store has to remember. An entity is written whole; its removal takes all that is its own. */
public sealed interface Change {
    record PutRole(Role role) implements Change {}

    record RemoveRole(Role role) implements Change {}

    record PutUser(User user) implements Change {}

    record RemoveUser(User user) implements Change {}

    record PutPolicy(ManagedPolicy policy) implements Change {}

    record RemovePolicy(ManagedPolicy policy) implements Change {}

    record PutKey(UserKey key) implements Change {}

    record RemoveKey(UserKey key) implements Change {}
}
