package dev.freshet.kinesis.datastream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** {@link DataStreamStore} in memory; kept to the real one by their contract test. */
public final class FakeDataStreamStore implements DataStreamStore {
    private final Map<UUID, DataStream> kept = new ConcurrentHashMap<>();
    private volatile boolean answersAreLost;
    private volatile BiPredicate<Call, DataStream> refused = (_, _) -> false;
    private byte @Nullable [] key;
    private Optional<BillingCommitment> commitment = Optional.empty();

    /** What a store is asked to do. */
    enum Call {
        SAVE,
        SAVE_WITH_SHARDS,
        DELETE
    }

    @Override
    public List<DataStream> loadAll() {
        return new ArrayList<>(kept.values());
    }

    /** Shards are saved, but who saves them hears of a failure, as when the connection breaks amid the answer. */
    void loseAnswers(boolean lose) {
        answersAreLost = lose;
    }

    /** What is refused is not done; nothing is, when the store is reached again: {@link #refuseNothing}. */
    void refuse(BiPredicate<Call, DataStream> calls) {
        refused = calls;
    }

    void refuseNothing() {
        refuse((_, _) -> false);
    }

    private void check(Call call, DataStream dataStream) {
        if (refused.test(call, dataStream)) {
            throw new IllegalStateException("The store cannot be reached");
        }
    }

    @Override
    public void saveWithShards(DataStream dataStream) {
        check(Call.SAVE_WITH_SHARDS, dataStream);
        kept.values()
                .removeIf(other ->
                        other.name().equals(dataStream.name()) && !other.id().equals(dataStream.id()));
        kept.put(dataStream.id(), dataStream);
        if (answersAreLost) {
            throw new IllegalStateException("The answer is lost");
        }
    }

    @Override
    public void save(DataStream dataStream) {
        check(Call.SAVE, dataStream);
        kept.compute(dataStream.id(), (_, was) -> was == null ? dataStream : dataStream.withShards(was.shards()));
    }

    @Override
    public void delete(UUID id) {
        DataStream deleted = kept.get(id);
        if (deleted != null) {
            check(Call.DELETE, deleted);
        }
        kept.remove(id);
    }

    @Override
    public synchronized byte[] sealingKey(byte[] fresh) {
        if (key == null) {
            key = fresh.clone();
        }
        return key.clone();
    }

    @Override
    public synchronized Optional<BillingCommitment> billingCommitment() {
        return commitment;
    }

    @Override
    public synchronized void saveBillingCommitment(BillingCommitment changed) {
        commitment = Optional.of(changed);
    }
}
