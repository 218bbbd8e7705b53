package dev.freshet.bench.faults;

import dev.freshet.pipeline.Fault;
import dev.freshet.pipeline.Gap;
import java.util.List;
import java.util.stream.Collectors;

/** What happens in one step of a schedule, and under what load. */
record Misfortune(What what, int writers, int pauseMillis) {
    /** One fault, two at once, or a gap. */
    sealed interface What {
        /** All begin together, and nothing may be lost. */
        record Faults(List<Fault> faults) implements What {
            public Faults {
                faults = List.copyOf(faults);
            }

            @Override
            public String toString() {
                return faults.stream().map(Fault::name).collect(Collectors.joining(" + "));
            }
        }

        /** Changes are lost, and the CDC stream must say so. */
        record Loss(Gap gap) implements What {
            @Override
            public String toString() {
                return gap.name();
            }
        }
    }
}
