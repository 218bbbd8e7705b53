package dev.freshet.kinesis.history;

import dev.freshet.kinesis.datastream.BillingCommitment;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose process dies, as by kill -9, right before or right after shards are saved for the nth time. */
final class DyingStore implements DataStreamStore {
    /** When to die. */
    enum Moment {
        BEFORE_SAVE,
        AFTER_SAVE,
        NEVER
    }

    private final DataStreamStore store;
    private final Moment moment;
    private final AtomicInteger left;

    DyingStore(DataStreamStore store, Moment moment, int time) {
        this.store = store;
        this.moment = moment;
        this.left = new AtomicInteger(time);
    }

    @Override
    public void saveWithShards(DataStream dataStream) {
        boolean now = left.decrementAndGet() == 0;
        dieAt(Moment.BEFORE_SAVE, now);
        store.saveWithShards(dataStream);
        dieAt(Moment.AFTER_SAVE, now);
    }

    private void dieAt(Moment reached, boolean now) {
        if (now && reached == moment) {
            Runtime.getRuntime().halt(137);
        }
    }

    @Override
    public List<DataStream> loadAll() {
        return store.loadAll();
    }

    @Override
    public void save(DataStream dataStream) {
        store.save(dataStream);
    }

    @Override
    public void delete(UUID id) {
        store.delete(id);
    }

    @Override
    public byte[] sealingKey(byte[] fresh) {
        return store.sealingKey(fresh);
    }

    @Override
    public Optional<BillingCommitment> billingCommitment() {
        return store.billingCommitment();
    }

    @Override
    public void saveBillingCommitment(BillingCommitment commitment) {
        store.saveBillingCommitment(commitment);
    }
}
