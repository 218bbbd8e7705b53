package dev.freshet.gateway;

import java.util.List;
import java.util.stream.Stream;

/** All the practice services: every protocol. */
public final class PracticeServices {
    private final PracticeStreams streams = new PracticeStreams();
    private final PracticeRoles roles = new PracticeRoles();
    private final PracticeClusters clusters = new PracticeClusters();

    public List<Service> all() {
        return List.of(streams.service(), roles.iam(), roles.sts(), clusters.service());
    }

    /** The requests that reached an action. */
    public List<Record> seen() {
        return Stream.of(streams.seen(), roles.seen(), clusters.seen())
                .flatMap(List::stream)
                .toList();
    }
}
