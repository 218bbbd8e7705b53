package dev.freshet.identity.entity;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** Makes identifiers and secrets in AWS's forms (IAM User Guide, "IAM identifiers"). */
public final class UniqueIds {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int ENTITY_LENGTH = 17;
    private static final int KEY_LENGTH = 16;
    private static final int SECRET_LENGTH = 40;
    private static final int TOKEN_BYTES = 192;

    private final RandomGenerator random;

    /** Use a secure source: the secrets are as good as it is. */
    public UniqueIds(RandomGenerator random) {
        this.random = random;
    }

    public String role() {
        return "AROA" + text(BASE32, ENTITY_LENGTH);
    }

    public String user() {
        return "AIDA" + text(BASE32, ENTITY_LENGTH);
    }

    public String managedPolicy() {
        return "ANPA" + text(BASE32, ENTITY_LENGTH);
    }

    public String accessKey() {
        return "AKIA" + text(BASE32, KEY_LENGTH);
    }

    public String temporaryAccessKey() {
        return "ASIA" + text(BASE32, KEY_LENGTH);
    }

    public String secret() {
        return text(BASE64, SECRET_LENGTH);
    }

    public String sessionToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
