package dev.freshet.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How delivery stands at this moment, decided by the oldest record that the target refused.
 *
 * <pre>
 * Flowing  → Impaired  a refusal that needs an operator, or one that lasted longer than its tolerance
 * Impaired → Flowing   the refused records were accepted
 * any      → Failed    a refusal that no retry can mend; final
 * any      → Stopped   a defect of this program; a new delivery from the last checkpoint goes on
 * </pre>
 */
public sealed interface DeliveryHealth {
    /** @param oldestUndelivered commit time of the oldest record that waits, if one does */
    record Flowing(Optional<Instant> oldestUndelivered) implements DeliveryHealth {}

    /**
     * @param message what the target said
     * @param since when the oldest refused record was refused first
     * @param oldestUndelivered commit time of the oldest record that waits
     */
    record Impaired(
            StreamFailureErrorCode code, String remedy, String message, Instant since, Instant oldestUndelivered)
            implements DeliveryHealth {}

    record Failed(StreamFailureErrorCode code, String remedy, String message, Instant since)
            implements DeliveryHealth {}

    record Stopped(Throwable defect, Instant since) implements DeliveryHealth {}
}
