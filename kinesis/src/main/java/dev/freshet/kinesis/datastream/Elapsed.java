package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.time.Instant;

/** How much time has passed by a clock that may be set back: such a step counts for nothing. Not thread-safe. */
final class Elapsed {
    private Instant latest;
    private Duration passed = Duration.ZERO;

    Elapsed(Instant start) {
        this.latest = start;
    }

    /** Since the start. */
    Duration at(Instant now) {
        if (now.isAfter(latest)) {
            passed = passed.plus(Duration.between(latest, now));
        }
        latest = now;
        return passed;
    }
}
