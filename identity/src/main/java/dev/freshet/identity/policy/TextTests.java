package dev.freshet.identity.policy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the string, ARN, Bool and binary operators compare. */
final class TextTests {
    /** arn, partition, service, region, account, resource. */
    private static final int ARN_PARTS = 6;

    private TextTests() {}

    /** Stars mean themselves here. */
    static ValueTest equal(String text, PolicyVersion version) throws MalformedPolicyException {
        Template template = Template.read(text, version);
        return (actual, keys) -> template.resolve(keys)
                .filter(glob -> glob.text().equals(actual))
                .isPresent();
    }

    static ValueTest equalIgnoringCase(String text, PolicyVersion version) throws MalformedPolicyException {
        Template template = Template.read(text, version);
        return (actual, keys) -> template.resolve(keys)
                .filter(glob -> glob.text().equalsIgnoreCase(actual))
                .isPresent();
    }

    static ValueTest like(String text, PolicyVersion version) throws MalformedPolicyException {
        Template template = Template.read(text, version);
        return (actual, keys) ->
                template.resolve(keys).filter(glob -> glob.matches(actual)).isPresent();
    }

    /**
     * ArnEquals and ArnLike are the same: the six parts are compared one by one, so a wildcard does not pass a colon,
     * but in the last part it passes slashes and the colons of the resource.
     */
    static ValueTest arn(String text, PolicyVersion version) throws MalformedPolicyException {
        Template template = Template.read(text, version);
        return (actual, keys) ->
                template.resolve(keys).filter(glob -> matchesArn(glob, actual)).isPresent();
    }

    private static boolean matchesArn(Glob pattern, String actual) {
        List<Glob> wanted = pattern.split(':', ARN_PARTS);
        String[] parts = actual.split(":", ARN_PARTS);
        if (wanted.size() != ARN_PARTS || parts.length != ARN_PARTS) {
            return false;
        }
        for (int i = 0; i < ARN_PARTS; i++) {
            if (!wanted.get(i).matches(parts[i])) {
                return false;
            }
        }
        return true;
    }

    static ValueTest truth(String text, PolicyVersion version) throws MalformedPolicyException {
        String wanted = text.toLowerCase(Locale.ROOT);
        if (!wanted.equals("true") && !wanted.equals("false")) {
            throw MalformedPolicyException.syntax("Bool compares with true or false, not with '" + text + "'.");
        }
        return (actual, keys) -> actual.equalsIgnoreCase(wanted);
    }

    static ValueTest binary(String text, PolicyVersion version) throws MalformedPolicyException {
        byte[] wanted = decode(text).orElseThrow(() -> MalformedPolicyException.syntax("'" + text + "' is no Base64."));
        return (actual, keys) ->
                decode(actual).filter(bytes -> Arrays.equals(bytes, wanted)).isPresent();
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
