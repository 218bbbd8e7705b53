package dev.freshet.delivery;

import dev.freshet.delivery.Target.OutgoingRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The records of one transaction. Used by one thread: {@link #add} each record, then {@link #complete}; a shipment that
 * is never completed never has its receipt signed.
 */
public final class Shipment {
    /** Enough to make the outbox's lock cheap, little enough to stay beside its bound. */
    private static final int HAND_OVER_BYTES = 1 << 20;

    final Instant committed;
    private final Receipt receipt;
    private final Outbox outbox;
    private final RandomGenerator keys;

    private List<Parcel> gathered = new ArrayList<>();
    private long gatheredBytes;

    /** Guarded by the outbox's lock, as is {@link #completed}. */
    private int undelivered;

    private boolean completed;

    Shipment(Instant committed, Receipt receipt, Outbox outbox, RandomGenerator keys) {
        this.committed = committed;
        this.receipt = receipt;
        this.outbox = outbox;
        this.keys = keys;
    }

    /**
     * Takes one change record; blocks while too much is undelivered.
     *
     * @throws TargetException when the target has failed for good
     */
    public void add(byte[] data) throws InterruptedException {
        Parcel parcel = new Parcel(this, new OutgoingRecord(HexFormat.of().toHexDigits(keys.nextLong()), data));
        gathered.add(parcel);
        gatheredBytes += parcel.sizeBytes();
        if (gathered.size() == DeliveryConfig.RECORDS_PER_CALL || gatheredBytes >= HAND_OVER_BYTES) {
            handOver(false);
        }
    }

    /** The transaction has no more records: from here on its receipt may be signed. */
    public void complete() throws InterruptedException {
        handOver(true);
    }

    private void handOver(boolean last) throws InterruptedException {
        boolean allDelivered = outbox.put(this, gathered, last);
        gathered = new ArrayList<>();
        gatheredBytes = 0;
        if (allDelivered) {
            sign();
        }
    }

    void sign() {
        receipt.sign();
    }

    // What follows is called by the outbox, under its lock.

    void handedOver(int records, boolean last) {
        undelivered += records;
        completed |= last;
    }

    void delivered() {
        undelivered--;
    }

    boolean isDelivered() {
        return completed && undelivered == 0;
    }
}
