package dev.freshet.dsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DsqlWordingTest {
    @Test
    void namesEveryFieldThatBreaksItsConstraint() {
        ApiException answer = new DsqlWording()
                .violations(List.of(
                        new Violation("identifier", Optional.of("X"), new Violation.Rule.Pattern("[a-z0-9]{26}")),
                        new Violation("ordering", Optional.empty(), new Violation.Rule.Required())));

        assertThat(answer.code()).isEqualTo("ValidationException");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text())
                .isEqualTo(
                        "2 validation errors detected: Value 'X' at 'identifier' failed to satisfy constraint: Member"
                                + " must satisfy regular expression pattern: [a-z0-9]{26}; Value null at 'ordering' failed to"
                                + " satisfy constraint: Member must not be null");
        assertThat(answer.fields()).containsEntry("reason", "fieldValidationFailed");
        assertThat(answer.fields().get("fieldList"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .extracting("name")
                .containsExactly("identifier", "ordering");
    }
}
