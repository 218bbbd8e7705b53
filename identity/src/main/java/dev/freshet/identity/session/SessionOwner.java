package dev.freshet.identity.session;

/**
 * Whose temporary credentials they are. By unique ids, so that a session ends with its role or user and does not pass
 * to a later one of the same name.
 */
public sealed interface SessionOwner {
    record OfRole(String roleName, String roleId, String sessionName) implements SessionOwner {}

    record OfUser(String userName, String userId) implements SessionOwner {}

    record OfRoot() implements SessionOwner {}
}
