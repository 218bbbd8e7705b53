package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    @Test
    void theFirstAttemptIsMadeAtOnceAndTheNextSoon() {
        assertThat(RestartPolicy.pauseBefore(1)).isZero();
        assertThat(RestartPolicy.pauseBefore(2)).isEqualTo(Duration.ofMillis(500));
        assertThat(RestartPolicy.pauseBefore(3)).isEqualTo(Duration.ofSeconds(1));
    }

    @Property
    void pausesGrowUpToHalfAMinute(@ForAll @IntRange(min = 1, max = Integer.MAX_VALUE - 1) int attempt) {
        assertThat(RestartPolicy.pauseBefore(attempt + 1))
                .isGreaterThanOrEqualTo(RestartPolicy.pauseBefore(attempt))
                .isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
}
