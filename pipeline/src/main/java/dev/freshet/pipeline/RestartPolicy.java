package dev.freshet.pipeline;

import dev.freshet.capture.CaptureException;
import dev.freshet.pipeline.RestartPolicy.Decision.Recurrence;
import java.time.Duration;

/** From why capture stopped to what to do: a pure function. */
public final class RestartPolicy {
    /** A server that restarts is back sooner; one that is away longer needs somebody's eye. */
    static final Duration CONNECTION_TOLERANCE = Duration.ofSeconds(60);

    private RestartPolicy() {}

    public static Decision of(CaptureException.Kind kind) {
        return switch (kind) {
            case CONNECTION_LOST ->
                new Decision.TryAgain(
                        CONNECTION_TOLERANCE,
                        Recurrence.UNKNOWN,
                        "See that the cluster's server runs and can be reached; its log says more.");
            case REFUSED ->
                new Decision.TryAgain(
                        Duration.ZERO,
                        Recurrence.UNKNOWN,
                        "Remove what the server's message names: rights, wal_level, or free slots.");
            case UNREADABLE_LOG ->
                new Decision.TryAgain(
                        Duration.ZERO,
                        Recurrence.SAME_PLACE,
                        "This is a defect of Freshet: report it with the message, and keep the log.");
            case POISONED_LOG ->
                new Decision.TryAgain(
                        Duration.ZERO,
                        Recurrence.SAME_PLACE,
                        "One row is larger than PostgreSQL can decode. Give its transaction up by: freshet skip-transaction"
                                + " CDC_STREAM POSITION.");
            case SPILL_FAILED ->
                new Decision.TryAgain(
                        Duration.ZERO, Recurrence.SAME_PLACE, "Make room in the folder, and let Freshet write to it.");
            case SLOT_LOST, LOG_DIVERGED ->
                new Decision.GiveUp(
                        "Changes are lost: delete this CDC stream, create a new one, and load the tables again.");
        };
    }

    /** The store of checkpoints is away. */
    static Decision.TryAgain ofCatalog() {
        return new Decision.TryAgain(
                CONNECTION_TOLERANCE, Recurrence.UNKNOWN, "See that the catalog's server runs; its log says more.");
    }

    /** This program is wrong, or has too little of the machine. */
    static Decision.TryAgain ofDefect() {
        return new Decision.TryAgain(
                CONNECTION_TOLERANCE, Recurrence.SAME_PLACE, "The log of Freshet tells the cause.");
    }

    /** What to do, and what the operator can do. */
    public sealed interface Decision {
        String remedy();

        /**
         * @param tolerance how long that may last before the CDC stream counts as impaired
         * @param recurrence where it is to be expected again
         */
        record TryAgain(Duration tolerance, Recurrence recurrence, String remedy) implements Decision {}

        /** Decides what counts as having overcome the trouble. */
        enum Recurrence {
            /** Whoever captures again has overcome it. */
            UNKNOWN,
            /** It lies in the log: whoever captures again meets it again, and has overcome it once past that place. */
            SAME_PLACE
        }

        record GiveUp(String remedy) implements Decision {}
    }
}
