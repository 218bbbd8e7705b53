package dev.freshet.dsql;

import dev.freshet.dsql.DsqlErrors.Field;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.ErrorWording;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.Violation.Rule;
import java.util.List;
import java.util.stream.Collectors;

/** Broken constraints as this API's ValidationException: one sentence a field, and each field by name. */
final class DsqlWording implements ErrorWording {
    @Override
    public ApiException violations(List<Violation> violations) {
        List<Field> fields = violations.stream()
                .map(violation -> new Field(violation.path(), sentence(violation)))
                .toList();
        String message = fields.size() + (fields.size() == 1 ? " validation error" : " validation errors")
                + " detected: " + fields.stream().map(Field::message).collect(Collectors.joining("; "));
        return DsqlErrors.validation(message, "fieldValidationFailed", fields);
    }

    private static String sentence(Violation violation) {
        String value = violation.value().map(text -> "'" + text + "'").orElse("null");
        return "Value " + value + " at '" + violation.path() + "' failed to satisfy constraint: "
                + constraint(violation.rule());
    }

    private static String constraint(Rule rule) {
        return switch (rule) {
            case Rule.Required _ -> "Member must not be null";
            case Rule.MinimumLength(int length) -> "Member must have length greater than or equal to " + length;
            case Rule.MaximumLength(int length) -> "Member must have length less than or equal to " + length;
            case Rule.Pattern(String pattern) -> "Member must satisfy regular expression pattern: " + pattern;
            case Rule.Minimum(long value) -> "Member must have value greater than or equal to " + value;
            case Rule.Maximum(long value) -> "Member must have value less than or equal to " + value;
            case Rule.OneOf(List<String> values) ->
                "Member must satisfy enum value set: [" + String.join(", ", values) + "]";
        };
    }
}
