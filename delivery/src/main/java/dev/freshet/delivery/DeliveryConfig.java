package dev.freshet.delivery;

import java.time.Duration;

/**
 * How a CDC stream delivers.
 *
 * @param undeliveredBytes what may wait for the target in memory; beyond it the caller blocks
 * @param callsInFlight how many calls to the target may run at once
 * @param backoff how long to wait between attempts; its longest wait bounds how late a mended target is noticed
 */
public record DeliveryConfig(long undeliveredBytes, int callsInFlight, Backoff backoff) {
    /** PutRecords: records a call. */
    static final int RECORDS_PER_CALL = 500;

    /** PutRecords: bytes a call, partition keys included. */
    static final int BYTES_PER_CALL = 10 << 20;

    public static final DeliveryConfig DEFAULT =
            new DeliveryConfig(32L << 20, 4, new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5)));

    public DeliveryConfig {
        if (undeliveredBytes < 1 || callsInFlight < 1) {
            throw new IllegalArgumentException(
                    "Delivery needs room and calls: " + undeliveredBytes + " bytes, " + callsInFlight + " calls");
        }
    }
}
