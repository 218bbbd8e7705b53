package dev.freshet.identity;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.ErrorWording;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.ViolationText;
import java.util.List;

/** How IAM and STS refuse a request whose members break their constraints. */
public final class QueryWording implements ErrorWording {
    @Override
    public ApiException violations(List<Violation> violations) {
        return validation(ViolationText.message(violations));
    }

    /** Other things that both services call a validation error. */
    public static ApiException validation(String message) {
        return new ApiException("ValidationError", 400, message);
    }
}
