package dev.freshet.kinesis.datastream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When a data stream went through the changes that AWS counts in a rolling day, oldest first. */
public record RecentChanges(List<Instant> modeSwitches, List<Instant> scalings) {
    public static final RecentChanges NONE = new RecentChanges(List.of(), List.of());

    private static final Duration WINDOW = Duration.ofHours(24);

    public RecentChanges {
        modeSwitches = List.copyOf(modeSwitches);
        scalings = List.copyOf(scalings);
    }

    /** What of it still counts. */
    public RecentChanges asOf(Instant now) {
        Instant start = now.minus(WINDOW);
        return new RecentChanges(since(start, modeSwitches), since(start, scalings));
    }

    private static List<Instant> since(Instant start, List<Instant> times) {
        return times.stream().filter(time -> time.isAfter(start)).toList();
    }

    RecentChanges withModeSwitch(Instant now) {
        return new RecentChanges(plus(modeSwitches, now), scalings);
    }

    RecentChanges withScaling(Instant now) {
        return new RecentChanges(modeSwitches, plus(scalings, now));
    }

    private static List<Instant> plus(List<Instant> times, Instant now) {
        List<Instant> all = new ArrayList<>(times);
        all.add(now);
        return all;
    }
}
