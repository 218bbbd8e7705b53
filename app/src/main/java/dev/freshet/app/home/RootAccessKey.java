package dev.freshet.app.home;

/** The access key of the account's root user, made at the first start: AKIA and 16 characters, a secret of 40. */
public record RootAccessKey(String id, String secret) {
    @Override
    public String toString() {
        return "RootAccessKey[" + id + "]";
    }
}
