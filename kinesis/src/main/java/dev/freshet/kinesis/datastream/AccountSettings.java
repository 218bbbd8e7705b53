package dev.freshet.kinesis.datastream;

import dev.freshet.kinesis.datastream.BillingCommitment.Status;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The settings of the account. In memory; a change is durable before it is seen. */
public final class AccountSettings {
    private final DataStreamStore store;
    private final InstantSource clock;
    /** Written under this object's lock. */
    private volatile Optional<BillingCommitment> commitment;

    public AccountSettings(DataStreamStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        this.commitment = store.billingCommitment();
    }

    /** Empty when there never was one. */
    public Optional<BillingCommitment> commitment() {
        return commitment;
    }

    public Status status() {
        return commitment.map(one -> one.status(clock.instant())).orElse(Status.DISABLED);
    }

    public synchronized void enable() {
        switch (status()) {
            case ENABLED -> {}
            case ENABLED_UNTIL_EARLIEST_ALLOWED_END ->
                keep(commitment.orElseThrow().goingOn());
            case DISABLED ->
                keep(new BillingCommitment(clock.instant().truncatedTo(ChronoUnit.MILLIS), Optional.empty()));
        }
    }

    public synchronized void disable() {
        switch (status()) {
            case ENABLED -> keep(commitment.orElseThrow().ended(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            case ENABLED_UNTIL_EARLIEST_ALLOWED_END, DISABLED -> {}
        }
    }

    private void keep(BillingCommitment changed) {
        store.saveBillingCommitment(changed);
        commitment = Optional.of(changed);
    }

    boolean isCommitted() {
        return status() != Status.DISABLED;
    }

    public void requireCommitment() {
        if (!isCommitted()) {
            throw KinesisErrors.validation(
                    "WarmThroughputMiBps requires the account's minimum throughput billing commitment.");
        }
    }
}
