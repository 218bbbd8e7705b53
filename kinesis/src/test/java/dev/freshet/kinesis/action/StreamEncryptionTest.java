package dev.freshet.kinesis.action;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.EncryptionType;

class StreamEncryptionTest extends ActionTest {
    private static final String KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

    @BeforeEach
    void create() {
        createProvisioned("orders", 1);
    }

    @Test
    void aKeyIsOneThatDoesNotExistHoweverItIsNamed() {
        assertNotFound(KEY, "Key 'arn:aws:kms:us-east-1:123456789012:key/" + KEY + "' does not exist");
        assertNotFound(
                "arn:aws:kms:us-east-1:123456789012:key/" + KEY,
                "Key 'arn:aws:kms:us-east-1:123456789012:key/" + KEY + "' does not exist");
        assertNotFound("alias/aws/kinesis", "Alias arn:aws:kms:us-east-1:123456789012:alias/aws/kinesis is not found.");
    }

    private void assertNotFound(String keyId, String message) {
        assertRefused(
                () -> kinesis.startStreamEncryption(request -> request.streamName("orders")
                        .encryptionType(EncryptionType.KMS)
                        .keyId(keyId)),
                "KMSNotFoundException",
                message);
    }

    @Test
    void onlyKmsCanBeStarted() {
        assertRefused(
                () -> kinesis.startStreamEncryption(request -> request.streamName("orders")
                        .encryptionType(EncryptionType.NONE)
                        .keyId(KEY)),
                "InvalidArgumentException",
                "EncryptionType must be KMS.");
    }

    @Test
    void thereIsNothingToStop() {
        assertRefused(
                () -> kinesis.stopStreamEncryption(request -> request.streamName("orders")
                        .encryptionType(EncryptionType.KMS)
                        .keyId(KEY)),
                "InvalidArgumentException",
                "Stream orders under account 123456789012 is not encrypted with key " + KEY + ".");
    }
}
