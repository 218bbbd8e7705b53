package dev.freshet.identity.policy;

import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads a {@code Principal} element: {@code "*"}, or an object of kinds and names. */
final class PrincipalReader {
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern SERVICE =
            Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.(amazonaws\\.com(\\.cn)?|aws\\.internal)");
    private static final Pattern IDENTITY =
            Pattern.compile("(user|role|assumed-role|federated-user)/[\\u0021-\\u007E&&[^*?]]+");

    private PrincipalReader() {}

    static List<PrincipalPattern> read(JsonNode element) throws MalformedPolicyException {
        if (element.isString() && element.stringValue().equals("*")) {
            return List.of(new PrincipalPattern.Anyone());
        }
        if (!element.isObject() || element.isEmpty()) {
            throw new MalformedPolicyException("Invalid principal in policy: " + element);
        }
        List<PrincipalPattern> patterns = new ArrayList<>();
        for (Map.Entry<String, JsonNode> kind : element.properties()) {
            String missing = "Invalid principal in policy: " + element;
            for (String name : Strings.required(kind.getValue(), missing)) {
                patterns.add(pattern(kind.getKey(), name));
            }
        }
        return patterns;
    }

    private static PrincipalPattern pattern(String kind, String name) throws MalformedPolicyException {
        Optional<PrincipalPattern> pattern = switch (kind) {
            case "AWS" -> aws(name);
            case "Service" -> service(name);
            case "Federated", "CanonicalUser" -> Optional.of(new PrincipalPattern.Elsewhere(kind, name));
            default -> Optional.empty();
        };
        return pattern.orElseThrow(() -> invalid(kind, name));
    }

    private static MalformedPolicyException invalid(String kind, String name) {
        return new MalformedPolicyException(
                "Invalid principal in policy: \"" + kind.toUpperCase(Locale.ROOT) + "\":\"" + name + "\"");
    }

    private static Optional<PrincipalPattern> aws(String name) {
        if (name.equals("*")) {
            return Optional.of(new PrincipalPattern.Anyone());
        }
        if (ACCOUNT.matcher(name).matches()) {
            return Optional.of(new PrincipalPattern.Account(new AccountId(name)));
        }
        return Arn.parse(name)
                .filter(arn -> ACCOUNT.matcher(arn.account()).matches())
                .filter(arn -> arn.service().equals("iam") || arn.service().equals("sts"))
                .flatMap(PrincipalReader::named);
    }

    private static Optional<PrincipalPattern> named(Arn arn) {
        if (arn.resource().equals("root")) {
            return Optional.of(new PrincipalPattern.Account(new AccountId(arn.account())));
        }
        return IDENTITY.matcher(arn.resource()).matches()
                ? Optional.of(new PrincipalPattern.Named(arn.toString()))
                : Optional.empty();
    }

    private static Optional<PrincipalPattern> service(String name) {
        return SERVICE.matcher(name).matches() ? Optional.of(new PrincipalPattern.AwsService(name)) : Optional.empty();
    }
}
