package dev.freshet.capture;

import java.util.ArrayList;
import java.util.List;

/**
 * Which timeline the log is on at a position: a promoted server goes on from where its timeline left another's
 * (PostgreSQL 18, section 26.3.6).
 */
record TimelineHistory(int current, List<Switch> switches) {
    /** The log was on this timeline up to the position. */
    record Switch(int timeline, Lsn end) {}

    TimelineHistory {
        switches = List.copyOf(switches);
    }

    /** A server that never was promoted. */
    static TimelineHistory of(int timeline) {
        return new TimelineHistory(timeline, List.of());
    }

    /** Reads the file that TIMELINE_HISTORY answers: a line for each earlier timeline, its number and end, in order. */
    static TimelineHistory parse(int current, String file) {
        List<Switch> switches = new ArrayList<>();
        for (String line : file.lines().toList()) {
            String[] parts = line.strip().split("\\s+", 3);
            if (parts.length >= 2 && !parts[0].startsWith("#")) {
                switches.add(new Switch(Integer.parseInt(parts[0]), Lsn.parse(parts[1])));
            }
        }
        return new TimelineHistory(current, switches);
    }

    /** The timeline that a record at this position was written on. */
    int at(Lsn position) {
        for (Switch earlier : switches) {
            if (position.isBefore(earlier.end())) {
                return earlier.timeline();
            }
        }
        return current;
    }

    /** Whether the log up to this position of that timeline is part of the present log. */
    boolean contains(int timeline, Lsn position) {
        if (timeline == current) {
            return true;
        }
        for (Switch earlier : switches) {
            if (earlier.timeline() == timeline) {
                return position.compareTo(earlier.end()) <= 0;
            }
        }
        return false;
    }
}
