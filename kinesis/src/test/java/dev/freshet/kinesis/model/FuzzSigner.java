package dev.freshet.kinesis.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.gateway.TestGateway;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs by Signature Version 4, for the SDK's own signer would take most of the time of a fuzz test. Keeps the key of
 * the last day.
 */
final class FuzzSigner {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SIGNED = "content-type;host;x-amz-date;x-amz-target";

    private final String contentType;
    private String keyScope = "";
    private byte[] key = new byte[0];

    FuzzSigner(String contentType) {
        this.contentType = contentType;
    }

    /** Names and values in turn; the first is Host. */
    String[] header(FuzzRun.Input input, String host, Instant now) {
        String time = TIME.format(now);
        String target = "Kinesis_20131202." + input.operation();
        String canonical = "POST\n/\n\ncontent-type:" + contentType + "\nhost:" + host + "\nx-amz-date:" + time
                + "\nx-amz-target:" + target + "\n\n" + SIGNED + "\n" + sha256(input.body());
        String scope = time.substring(0, 8) + "/" + TestGateway.REGION + "/kinesis/aws4_request";
        String text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical.getBytes(UTF_8));
        String signature = HexFormat.of().formatHex(hmac(key(scope), text));
        String authorization = "AWS4-HMAC-SHA256 Credential=" + TestGateway.ACCESS_KEY_ID + "/" + scope
                + ", SignedHeaders=" + SIGNED + ", Signature=" + signature;
        return new String[] {
            "Host",
            host,
            "Content-Type",
            contentType,
            "X-Amz-Date",
            time,
            "X-Amz-Target",
            target,
            "Authorization",
            authorization
        };
    }

    private byte[] key(String scope) {
        if (!scope.equals(keyScope)) {
            key = ("AWS4" + TestGateway.SECRET_ACCESS_KEY).getBytes(UTF_8);
            for (String part : scope.split("/", -1)) {
                key = hmac(key, part);
            }
            keyScope = scope;
        }
        return key;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
