package dev.freshet.identity.policy;

import dev.freshet.identity.policy.PolicyType.Element;
import dev.freshet.identity.policy.Statement.Actions;
import dev.freshet.identity.policy.Statement.Principals;
import dev.freshet.identity.policy.Statement.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads one statement of a document of a type and version. */
final class StatementReader {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private static final int ARN_PARTS = 6;

    private final PolicyType type;
    private final PolicyVersion version;

    StatementReader(PolicyType type, PolicyVersion version) {
        this.type = type;
        this.version = version;
    }

    Statement read(JsonNode statement) throws MalformedPolicyException {
        if (!statement.isObject()) {
            throw MalformedPolicyException.syntax("A statement is a JSON object.");
        }
        for (String element : statement.propertyNames()) {
            if (!ELEMENTS.contains(element)) {
                throw MalformedPolicyException.syntax("A statement has no element '" + element + "'.");
            }
        }
        return new Statement(
                sid(statement),
                effect(statement),
                principals(statement),
                actions(statement),
                resources(statement),
                new ConditionReader(version).read(element(statement, "Condition")));
    }

    private Optional<String> sid(JsonNode statement) throws MalformedPolicyException {
        Optional<JsonNode> sid = element(statement, "Sid");
        if (sid.isEmpty()) {
            return Optional.empty();
        }
        String text = sid.get().asString("");
        // Policies on resources may have anything here; services name their own limits.
        if (type != PolicyType.RESOURCE_BASED && (!sid.get().isString() || !text.matches("[0-9A-Za-z]*"))) {
            throw new MalformedPolicyException("Statement IDs (SID) must be alpha-numeric. "
                    + "Check that your input satisfies the regular expression [0-9A-Za-z]*");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Effect effect(JsonNode statement) throws MalformedPolicyException {
        Optional<JsonNode> effect = element(statement, "Effect");
        if (effect.isEmpty()) {
            throw new MalformedPolicyException("Missing required field Effect");
        }
        String text = effect.get().asString("");
        return switch (text) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw MalformedPolicyException.syntax("Effect is Allow or Deny, not '" + text + "'.");
        };
    }

    private Optional<Principals> principals(JsonNode statement) throws MalformedPolicyException {
        Optional<Named> found = oneOf(statement, "Principal", "NotPrincipal");
        if (type.principal() == Element.PROHIBITED && found.isPresent()) {
            throw new MalformedPolicyException("Policy document should not specify a principal.");
        }
        if (type.principal() == Element.REQUIRED && found.isEmpty()) {
            throw new MalformedPolicyException("Missing required field Principal");
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Principals(
                found.get().negated(), PrincipalReader.read(found.get().value())));
    }

    private Actions actions(JsonNode statement) throws MalformedPolicyException {
        Optional<Named> found = oneOf(statement, "Action", "NotAction");
        if (found.isEmpty()) {
            throw new MalformedPolicyException(
                    type == PolicyType.ROLE_TRUST
                            ? "Missing required field Action"
                            : "Policy statement must contain actions.");
        }
        List<Glob> patterns = new ArrayList<>();
        for (String action : Strings.required(found.get().value(), "Policy statement must contain actions.")) {
            patterns.add(action(action));
        }
        return new Actions(found.get().negated(), patterns);
    }

    private Glob action(String action) throws MalformedPolicyException {
        if (type == PolicyType.ROLE_TRUST && !action.regionMatches(true, 0, "sts:", 0, "sts:".length())) {
            throw new MalformedPolicyException("AssumeRole policy may only specify STS AssumeRole actions.");
        }
        if (!action.equals("*") && !action.matches("[A-Za-z0-9-]+:[^:\\s]+")) {
            throw new MalformedPolicyException(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        return Glob.of(action);
    }

    private Optional<Resources> resources(JsonNode statement) throws MalformedPolicyException {
        Optional<Named> found = oneOf(statement, "Resource", "NotResource");
        if (type.resource() == Element.PROHIBITED && found.isPresent()) {
            throw new MalformedPolicyException(
                    "Has prohibited field " + found.get().element());
        }
        if (type.resource() == Element.REQUIRED && found.isEmpty()) {
            throw new MalformedPolicyException("Policy statement must contain resources.");
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<Template> patterns = new ArrayList<>();
        for (String resource : Strings.required(found.get().value(), "Policy statement must contain resources.")) {
            if (!resource.equals("*")
                    && !(resource.startsWith("arn:") && resource.split(":", ARN_PARTS).length == ARN_PARTS)) {
                throw new MalformedPolicyException("Resource " + resource + " must be in ARN format or \"*\".");
            }
            patterns.add(Template.read(resource, version));
        }
        return Optional.of(new Resources(found.get().negated(), patterns));
    }

    private static Optional<Named> oneOf(JsonNode statement, String positive, String negative)
            throws MalformedPolicyException {
        Optional<JsonNode> wanted = element(statement, positive);
        Optional<JsonNode> unwanted = element(statement, negative);
        if (wanted.isPresent() && unwanted.isPresent()) {
            throw MalformedPolicyException.syntax("A statement has " + positive + " or " + negative + ", not both.");
        }
        return wanted.map(value -> new Named(positive, false, value))
                .or(() -> unwanted.map(value -> new Named(negative, true, value)));
    }

    private static Optional<JsonNode> element(JsonNode statement, String name) {
        return Optional.ofNullable(statement.get(name));
    }

    private record Named(String element, boolean negated, JsonNode value) {}
}
