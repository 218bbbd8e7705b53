package dev.freshet.cluster;

/** A role that may connect, and its password. */
public record Login(String user, String password) {
    public Login {
        if (user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("A login needs a user and a password");
        }
    }

    /** Without the password, so that a log line or a message cannot show it. */
    @Override
    public String toString() {
        return user;
    }
}
