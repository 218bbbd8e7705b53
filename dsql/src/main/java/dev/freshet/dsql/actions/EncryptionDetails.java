package dev.freshet.dsql.actions;

/** How a cluster's data is encrypted. */
public record EncryptionDetails(String encryptionType, String encryptionStatus) {
    static final String AWS_OWNED_KMS_KEY = "AWS_OWNED_KMS_KEY";

    static final EncryptionDetails AWS_OWNED = new EncryptionDetails(AWS_OWNED_KMS_KEY, "ENABLED");
}
