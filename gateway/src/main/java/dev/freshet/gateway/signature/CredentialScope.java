package dev.freshet.gateway.signature;

import java.util.Optional;

/**
 * What a signature is good for, with the key that made it: {@code AKID/20260131/us-east-1/kinesis/aws4_request}.
 *
 * @param date eight digits
 * @param terminator {@code aws4_request} in every valid one
 */
public record CredentialScope(String accessKeyId, String date, String region, String service, String terminator) {
    public static final String TERMINATOR = "aws4_request";

    static Optional<CredentialScope> parse(String credential) {
        String[] parts = credential.split("/", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        return Optional.of(new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4]));
    }

    /** The scope without the key, as it stands in the string to sign. */
    String text() {
        return date + "/" + region + "/" + service + "/" + terminator;
    }
}
