package dev.freshet.kinesis.datastream;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where data streams outlive the process. Each method is one transaction, durable when it returns. */
public interface DataStreamStore {
    List<DataStream> loadAll();

    /**
     * Adds the data stream with its shards, or replaces what is known of both. It also takes the place of another of its
     * name: that one's creation was kept but never answered, so nobody knows of it.
     */
    void saveWithShards(DataStream dataStream);

    /** Replaces what is known of the data stream but its shards. */
    void save(DataStream dataStream);

    void delete(UUID id);

    /** The secret that iterators and tokens are sealed with: the one kept, or else this one, kept from now on. */
    byte[] sealingKey(byte[] fresh);

    Optional<BillingCommitment> billingCommitment();

    void saveBillingCommitment(BillingCommitment commitment);
}
