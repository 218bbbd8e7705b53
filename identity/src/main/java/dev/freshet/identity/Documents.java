package dev.freshet.identity;

import dev.freshet.gateway.ApiException;
import dev.freshet.identity.policy.MalformedPolicyException;
import dev.freshet.identity.policy.PolicyDocument;
import dev.freshet.identity.policy.PolicyReader;
import dev.freshet.identity.policy.PolicyType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Policy documents on their way in and out of an API. */
public final class Documents {
    private Documents() {}

    /** Reads what a caller gave; a fault in it is the caller's. */
    public static PolicyDocument read(String text, PolicyType type) {
        try {
            return PolicyReader.read(text, type);
        } catch (MalformedPolicyException malformed) {
            throw malformed(malformed.text());
        }
    }

    public static ApiException malformed(String message) {
        return new ApiException("MalformedPolicyDocument", 400, message);
    }

    /** IAM hands documents out percent-encoded by RFC 3986, inside the XML; SDKs and the AWS CLI decode them. */
    public static String encoded(PolicyDocument document) {
        return URLEncoder.encode(document.text(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The length that quotas count: white space is free. */
    public static int countedLength(PolicyDocument document) {
        return (int) document.text()
                .chars()
                .filter(character -> !Character.isWhitespace(character))
                .count();
    }
}
