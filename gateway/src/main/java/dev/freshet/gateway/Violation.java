package dev.freshet.gateway;

import java.util.List;
import java.util.Optional;

/**
 * A member that does not hold what its constraint says.
 *
 * @param path the member as AWS's messages name it, such as {@code records.1.member.partitionKey}
 * @param value as AWS prints it; empty for an absent member
 */
public record Violation(String path, Optional<String> value, Rule rule) {
    /** Which constraint. {@link ViolationText} has AWS's words for each. */
    public sealed interface Rule {
        record Required() implements Rule {}

        record MinimumLength(int length) implements Rule {}

        record MaximumLength(int length) implements Rule {}

        record Pattern(String regularExpression) implements Rule {}

        record Minimum(long value) implements Rule {}

        record Maximum(long value) implements Rule {}

        record OneOf(List<String> values) implements Rule {}

        /** Some element of a list of scalars breaks one of these. */
        record EachElement(List<Rule> rules) implements Rule {}

        /** Some key of a map breaks one of these. */
        record EachKey(List<Rule> rules) implements Rule {}

        /** Some value of a map of scalars breaks one of these. */
        record EachValue(List<Rule> rules) implements Rule {}
    }
}
