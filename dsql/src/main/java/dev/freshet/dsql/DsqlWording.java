package dev.freshet.dsql;

import dev.freshet.dsql.DsqlErrors.Field;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.ErrorWording;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.ViolationText;
import java.util.List;
import java.util.Optional;

/** What callers did wrong as this API's ValidationException, which also lists each field by name. */
final class DsqlWording implements ErrorWording {
    @Override
    public ApiException violations(List<Violation> violations) {
        List<Field> fields = violations.stream()
                .map(violation -> new Field(violation.path(), ViolationText.sentence(violation)))
                .toList();
        return DsqlErrors.validation(ViolationText.message(violations), "fieldValidationFailed", fields);
    }

    @Override
    public Optional<ApiException> unreadable(String text) {
        return Optional.of(DsqlErrors.validation(text, "cannotParse", List.of()));
    }
}
