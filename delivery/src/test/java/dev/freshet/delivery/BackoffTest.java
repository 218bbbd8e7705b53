package dev.freshet.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Property
    void aWaitIsNeverLongerThanTheLongestNorShorterThanHalfTheFirst(
            @ForAll @IntRange(min = 1) int failures,
            @ForAll @LongRange(min = 2, max = 10_000_000_000L) long firstNanos,
            @ForAll @LongRange(max = 1_000_000_000_000L) long moreNanos,
            @ForAll long seed) {
        Duration first = Duration.ofNanos(firstNanos);
        Duration longest = first.plusNanos(moreNanos);

        Duration delay = new Backoff(first, longest).delay(failures, new Random(seed));

        assertThat(delay).isBetween(first.dividedBy(2), longest);
    }

    @Property
    void waitsGrowUntilTheLongest(@ForAll @IntRange(min = 1, max = 40) int failures, @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

        Duration earlier = backoff.delay(failures, new Random(seed));
        Duration muchLater = backoff.delay(failures + 2, new Random(seed + 1));

        assertThat(muchLater).isGreaterThan(earlier.dividedBy(2)).isGreaterThanOrEqualTo(min(earlier));
    }

    private static Duration min(Duration earlier) {
        Duration lowestOfTheCap = Duration.ofMillis(2500);
        return earlier.compareTo(lowestOfTheCap) < 0 ? earlier : lowestOfTheCap;
    }

    @Test
    void refusesAWaitOfNothing() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
