package dev.freshet.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.capture.CaptureException;
import dev.freshet.pipeline.RestartPolicy.Decision;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestartPolicyTest {
    private static final Set<CaptureException.Kind> GAPS =
            EnumSet.of(CaptureException.Kind.SLOT_LOST, CaptureException.Kind.LOG_DIVERGED);

    @ParameterizedTest
    @EnumSource
    void onlyLostChangesEndACdcStream(CaptureException.Kind kind) {
        assertThat(RestartPolicy.of(kind) instanceof Decision.GiveUp).isEqualTo(GAPS.contains(kind));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasARemedy(CaptureException.Kind kind) {
        assertThat(RestartPolicy.of(kind).remedy()).endsWith(".").hasSizeGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource(names = "CONNECTION_LOST")
    void aServerThatRestartsImpairsNothing(CaptureException.Kind kind) {
        assertThat(RestartPolicy.of(kind))
                .isInstanceOfSatisfying(
                        Decision.TryAgain.class,
                        again -> assertThat(again.tolerance()).isPositive());
    }
}
