package dev.freshet.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Change records into one data stream, at least once each.
 *
 * <p>Feed it from one thread, a {@link Shipment} a transaction. It sends on a few threads of its own, keeps what the
 * target refuses and tries it again, and signs each transaction's receipt once all its records are acknowledged. A
 * target that takes nothing makes {@link Shipment#add} block; {@link #health} says why.
 */
public final class Delivery implements AutoCloseable {
    private final Outbox outbox;
    private final RandomGenerator keys;
    private final List<Thread> senders;

    /**
     * @param name of the CDC stream, for the threads' names
     * @param random makes partition keys, on the feeding thread
     */
    public Delivery(String name, Target target, DeliveryConfig config, InstantSource clock, RandomGenerator random) {
        this.outbox = new Outbox(config, clock, new SplittableRandom(random.nextLong()));
        this.keys = random;
        RecordLimit limit = new RecordLimit(target);
        this.senders = IntStream.rangeClosed(1, config.callsInFlight())
                .mapToObj(i ->
                        Thread.ofVirtual().name("delivery-" + name + "-" + i).start(new Sender(outbox, target, limit)))
                .toList();
    }

    /**
     * A transaction's records follow.
     *
     * @param committed when it was committed: what lag is measured from
     */
    public Shipment begin(Instant committed, Receipt receipt) {
        return new Shipment(committed, receipt, outbox, keys);
    }

    public DeliveryHealth health() {
        return outbox.health();
    }

    public DeliveryCounts counts() {
        return outbox.counts();
    }

    /** Waits until everything handed over is acknowledged; false when the patience ended first. */
    public boolean drain(Duration patience) throws InterruptedException {
        return outbox.awaitEmpty(patience);
    }

    /** Ends its threads; what is not acknowledged by now is left to a later delivery of the same transactions. */
    @Override
    public void close() {
        outbox.close();
        senders.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread sender : senders) {
            while (sender.isAlive()) {
                try {
                    sender.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
