package dev.freshet.identity.policy;

import dev.freshet.identity.policy.Condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a {@code Condition} element: operator, key, value or values. */
final class ConditionReader {
    private static final String IF_EXISTS = "IfExists";

    private final PolicyVersion version;

    ConditionReader(PolicyVersion version) {
        this.version = version;
    }

    List<Condition> read(Optional<JsonNode> element) throws MalformedPolicyException {
        List<Condition> conditions = new ArrayList<>();
        if (element.isEmpty()) {
            return conditions;
        }
        for (Map.Entry<String, JsonNode> operator : members(element.get(), "Condition")) {
            for (Map.Entry<String, JsonNode> key : members(operator.getValue(), operator.getKey())) {
                conditions.add(condition(operator.getKey(), key.getKey(), key.getValue()));
            }
        }
        return conditions;
    }

    private static Iterable<Map.Entry<String, JsonNode>> members(JsonNode node, String name)
            throws MalformedPolicyException {
        if (!node.isObject()) {
            throw MalformedPolicyException.syntax("'" + name + "' is a JSON object.");
        }
        return node.properties();
    }

    private Condition condition(String operator, String key, JsonNode value) throws MalformedPolicyException {
        if (!key.contains(":")) {
            throw new MalformedPolicyException(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        List<String> values = values(key, value);
        return operator.equals("Null")
                ? presence(operator, new ConditionKey(key), values)
                : comparison(operator, new ConditionKey(key), values);
    }

    private static Condition presence(String operator, ConditionKey key, List<String> values)
            throws MalformedPolicyException {
        List<Boolean> absent = new ArrayList<>();
        for (String value : values) {
            if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                throw MalformedPolicyException.syntax("Null compares with true or false, not with '" + value + "'.");
            }
            absent.add(value.equalsIgnoreCase("true"));
        }
        return new Condition.Presence(operator, key, values, absent);
    }

    private Condition comparison(String operator, ConditionKey key, List<String> values)
            throws MalformedPolicyException {
        Quantifier quantifier = Quantifier.ONE;
        String name = operator;
        if (name.startsWith("ForAnyValue:")) {
            quantifier = Quantifier.ANY;
            name = name.substring("ForAnyValue:".length());
        } else if (name.startsWith("ForAllValues:")) {
            quantifier = Quantifier.ALL;
            name = name.substring("ForAllValues:".length());
        }
        boolean ifExists = name.endsWith(IF_EXISTS);
        String meaning = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
        ConditionOperator known = ConditionOperator.find(meaning)
                .orElseThrow(
                        () -> MalformedPolicyException.syntax("There is no condition operator '" + operator + "'."));
        List<ValueTest> tests = new ArrayList<>();
        for (String value : values) {
            tests.add(known.reader().read(value, version));
        }
        return new Condition.Comparison(operator, quantifier, known, ifExists, key, values, tests);
    }

    /** Numbers and truth values may stand without quotes. */
    private static List<String> values(String key, JsonNode value) throws MalformedPolicyException {
        List<String> values = new ArrayList<>();
        for (JsonNode one : value.isArray() ? List.copyOf(value.values()) : List.of(value)) {
            if (one.isContainer() || one.isNull()) {
                throw MalformedPolicyException.syntax("The values of '" + key + "' are strings.");
            }
            values.add(one.asString());
        }
        if (values.isEmpty()) {
            throw MalformedPolicyException.syntax("'" + key + "' has no value.");
        }
        return values;
    }
}
