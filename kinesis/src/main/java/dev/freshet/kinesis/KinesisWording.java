package dev.freshet.kinesis;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.ErrorWording;
import dev.freshet.gateway.Violation;
import dev.freshet.gateway.ViolationText;
import dev.freshet.kinesis.datastream.KinesisErrors;
import java.util.List;

/** Kinesis names ten violations at most. */
final class KinesisWording implements ErrorWording {
    private static final int VIOLATIONS_MAX = 10;

    @Override
    public ApiException violations(List<Violation> violations) {
        return KinesisErrors.validation(
                ViolationText.message(violations.subList(0, Math.min(VIOLATIONS_MAX, violations.size()))));
    }
}
