package dev.freshet.delivery;

import java.time.Duration;

/** What to do about a failure, and what its operator can do. */
public sealed interface Reaction {
    StreamFailureErrorCode code();

    /** The operator's next step, as a sentence. */
    String remedy();

    /**
     * Keep the record and try again.
     *
     * @param tolerance how old the oldest undelivered record may grow before the CDC stream counts as impaired; zero
     *     when the failure will not pass by itself
     */
    record TryAgain(Extent extent, StreamFailureErrorCode code, Duration tolerance, String remedy)
            implements Reaction {}

    /** Trying again cannot help: the CDC stream has failed for good. */
    record GiveUp(StreamFailureErrorCode code, String remedy) implements Reaction {}

    /** How far a failure reaches. */
    enum Extent {
        /** This record alone: others pass it. Here is where a record would be parked. */
        RECORD,
        /** Whatever is sent: one call at a time finds out when it is over. */
        TARGET
    }
}
