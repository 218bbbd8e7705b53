package dev.freshet.delivery;

import dev.freshet.delivery.Target.OutgoingRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One record on its way. Its mutable fields belong to the {@link Outbox} and are touched under its lock alone. */
final class Parcel {
    final Shipment shipment;
    final OutgoingRecord record;

    /** In the order of hand-over, so in commit order. Set by the outbox. */
    long number;

    int failures;
    boolean travelsAlone;

    /** {@link System#nanoTime} before which it is not tried again. */
    long dueNanos;

    @Nullable
    Refusal refusal;

    Parcel(Shipment shipment, OutgoingRecord record) {
        this.shipment = shipment;
        this.record = record;
    }

    int sizeBytes() {
        return record.sizeBytes();
    }

    /** Why it was refused last, and when it was refused for the first time. */
    record Refusal(FailureKind kind, String message, Instant since) {}
}
