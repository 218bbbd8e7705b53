package dev.freshet.dsql;

import dev.freshet.dsql.DsqlErrors.Field;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.ErrorWording;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.ViolationText;
import java.util.List;
import java.util.stream.Collectors;

/** Broken constraints as this API's ValidationException: one sentence a field, and each field by name. */
final class DsqlWording implements ErrorWording {
    @Override
    public ApiException violations(List<Violation> violations) {
        List<Field> fields = violations.stream()
                .map(violation -> new Field(violation.path(), ViolationText.sentence(violation)))
                .toList();
        String message = fields.size() + (fields.size() == 1 ? " validation error" : " validation errors")
                + " detected: " + fields.stream().map(Field::message).collect(Collectors.joining("; "));
        return DsqlErrors.validation(message, "fieldValidationFailed", fields);
    }
}
