package dev.freshet.cluster;

import java.time.Duration;

/** How long to wait before a server that died is started again. Pure. */
final class RestartPolicy {
    /** One that ran this long before it died was well: its death begins a new count. */
    static final Duration WELL_AFTER = Duration.ofMinutes(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int DOUBLINGS_MAX = 10;

    private RestartPolicy() {}

    /** At once the first time; then half a second, doubled at each attempt, up to 30 seconds. */
    static Duration pauseBefore(int attempt) {
        if (attempt <= 1) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 2, DOUBLINGS_MAX));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
