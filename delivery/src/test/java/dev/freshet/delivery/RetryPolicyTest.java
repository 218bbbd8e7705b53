package dev.freshet.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.delivery.Reaction.Extent;
import dev.freshet.delivery.Reaction.GiveUp;
import dev.freshet.delivery.Reaction.TryAgain;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final Map<FailureKind, StreamFailureErrorCode> DOCUMENTED = Map.of(
            FailureKind.THROTTLED, StreamFailureErrorCode.KINESIS_THROUGHPUT_EXCEEDED,
            FailureKind.STREAM_NOT_FOUND, StreamFailureErrorCode.KINESIS_STREAM_NOT_FOUND,
            FailureKind.ROLE_REFUSED, StreamFailureErrorCode.ROLE_ACCESS_DENIED,
            FailureKind.ACCESS_DENIED, StreamFailureErrorCode.KINESIS_ACCESS_DENIED,
            FailureKind.KEY_REFUSED, StreamFailureErrorCode.KINESIS_KMS_ACCESS_DENIED,
            FailureKind.RECORD_TOO_LARGE, StreamFailureErrorCode.KINESIS_OVERSIZE_RECORD,
            FailureKind.UNAVAILABLE, StreamFailureErrorCode.INTERNAL_ERROR);

    @ParameterizedTest
    @EnumSource
    void everyFailureHasItsDocumentedCodeAndARemedy(FailureKind kind) {
        assertThat(RetryPolicy.of(kind).code()).isEqualTo(DOCUMENTED.get(kind));
        assertThat(RetryPolicy.of(kind).remedy()).endsWith(".").hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void onlyAMissingDataStreamFailsForGood(FailureKind kind) {
        assertThat(RetryPolicy.of(kind) instanceof GiveUp).isEqualTo(kind == FailureKind.STREAM_NOT_FOUND);
    }

    @Test
    void aRecordTooLargeLetsOthersPass() {
        assertThat(RetryPolicy.of(FailureKind.RECORD_TOO_LARGE))
                .isInstanceOfSatisfying(
                        TryAgain.class, again -> assertThat(again.extent()).isEqualTo(Extent.RECORD));
    }

    @Test
    void throttlingIsToleratedUntilLagHasGrown() {
        assertThat(RetryPolicy.of(FailureKind.THROTTLED))
                .isInstanceOfSatisfying(
                        TryAgain.class, again -> assertThat(again.tolerance()).isPositive());
    }
}
