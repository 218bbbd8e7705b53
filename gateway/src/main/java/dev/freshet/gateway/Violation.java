package dev.freshet.gateway;

import java.util.Optional;

/**
 * A member that does not hold what its constraint says.
 *
 * @param path the member as AWS's messages name it, such as {@code records.1.member.partitionKey}
 * @param value as AWS prints it; empty for an absent member
 */
public record Violation(String path, Optional<String> value, Rule rule) {
    /** Which constraint. */
    public sealed interface Rule {
        record Required() implements Rule {}

        record MinimumLength(int length) implements Rule {}

        record MaximumLength(int length) implements Rule {}

        record Pattern(String regularExpression) implements Rule {}

        record Minimum(long value) implements Rule {}

        record Maximum(long value) implements Rule {}

        record OneOf(java.util.List<String> values) implements Rule {}
    }
}
