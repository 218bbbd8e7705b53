package dev.freshet.gateway;

import dev.freshet.gateway.Violation.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** AWS's usual words for violations; Kinesis, IAM and STS answer exactly these, other services quote parts of them. */
public final class ViolationText {
    private ViolationText() {}

    /** The whole message, such as {@code 1 validation error detected: Value null at 'streamName' failed to …}. */
    public static String message(List<Violation> violations) {
        String sentences = violations.stream().map(ViolationText::sentence).collect(Collectors.joining("; "));
        return violations.size() + (violations.size() == 1 ? " validation error" : " validation errors") + " detected: "
                + sentences;
    }

    /** {@code Value 'x' at 'streamName' failed to satisfy constraint: Member must …}. */
    public static String sentence(Violation violation) {
        String value = violation.value().map(text -> "'" + text + "'").orElse("null");
        return "Value " + value + " at '" + violation.path() + "' failed to satisfy constraint: "
                + requirement(violation.rule());
    }

    /** {@code Member must …}, what the rule asks. */
    public static String requirement(Rule rule) {
        return switch (rule) {
            case Rule.Required _ -> "Member must not be null";
            case Rule.MinimumLength(int length) -> "Member must have length greater than or equal to " + length;
            case Rule.MaximumLength(int length) -> "Member must have length less than or equal to " + length;
            case Rule.Pattern(String regularExpression) ->
                "Member must satisfy regular expression pattern: " + regularExpression;
            case Rule.Minimum(long value) -> "Member must have value greater than or equal to " + value;
            case Rule.Maximum(long value) -> "Member must have value less than or equal to " + value;
            case Rule.OneOf(List<String> values) ->
                "Member must satisfy enum value set: [" + String.join(", ", values) + "]";
            case Rule.EachElement(List<Rule> rules) -> "Member must satisfy constraint: " + requirements(rules);
            case Rule.EachKey(List<Rule> rules) -> "Map keys must satisfy constraint: " + requirements(rules);
            case Rule.EachValue(List<Rule> rules) -> "Map value must satisfy constraint: " + requirements(rules);
        };
    }

    private static String requirements(List<Rule> rules) {
        return rules.stream().map(ViolationText::requirement).collect(Collectors.joining(", ", "[", "]"));
    }
}
