package dev.freshet.bench.faults;

import dev.freshet.bench.faults.Misfortune.What;
import dev.freshet.pipeline.Fault;
import dev.freshet.pipeline.Gap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The misfortunes of one seed, without end. Each fault and each gap comes once in every round of all of them, in an order
 * of its own, so that a short run has met everything; a third of the faults come with a second one.
 */
final class Schedule {
    /** What concerns the process, the target or the catalog: may happen together with what concerns the server. */
    private static final Set<Fault> BESIDE_THE_SERVER = EnumSet.of(
            Fault.TARGET_DENIES,
            Fault.TARGET_HANGS,
            Fault.CATALOG_UNREACHABLE,
            Fault.PROCESS_RESTARTED,
            Fault.PROCESS_KILLED);

    private static final int WRITERS_MAX = 6;
    private static final int PAUSE_MILLIS_MAX = 20;

    private final Random random;
    private final Deque<What> round = new ArrayDeque<>();

    Schedule(long seed) {
        this.random = new Random(seed);
    }

    Misfortune next() {
        if (round.isEmpty()) {
            fillRound();
        }
        return new Misfortune(round.remove(), 1 + random.nextInt(WRITERS_MAX), 1 + random.nextInt(PAUSE_MILLIS_MAX));
    }

    private void fillRound() {
        List<What> all = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            all.add(new What.Faults(random.nextInt(3) == 0 ? List.of(fault, companion(fault)) : List.of(fault)));
        }
        for (Gap gap : Gap.values()) {
            all.add(new What.Loss(gap));
        }
        Collections.shuffle(all, random);
        round.addAll(all);
    }

    private Fault companion(Fault fault) {
        List<Fault> others = Arrays.stream(Fault.values())
                .filter(other -> BESIDE_THE_SERVER.contains(other) != BESIDE_THE_SERVER.contains(fault))
                .toList();
        return others.get(random.nextInt(others.size()));
    }
}
