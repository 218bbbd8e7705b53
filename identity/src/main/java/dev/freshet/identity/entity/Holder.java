package dev.freshet.identity.entity;

/** A role or a user: what policies are given to. */
public sealed interface Holder permits Role, User {
    String name();

    /** IAM's unique id, which a later entity of the same name does not have. */
    String id();

    String arn();

    Grants grants();

    Tags tags();
}
