package dev.freshet.kinesis.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.Migrations;
import dev.freshet.kinesis.datastream.BillingCommitment;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.StreamConsumer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * {@link DataStreamStore} in the catalog. Rows are written by one process, each data stream's by one change at a time,
 * so transactions need nothing beyond READ COMMITTED.
 */
public final class CatalogDataStreamStore implements DataStreamStore {
    /** What the catalog must have run before. */
    public static final Migrations MIGRATIONS = new Migrations("kinesis", "dev/freshet/kinesis/migrations");

    private final Catalog catalog;

    public CatalogDataStreamStore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<DataStream> loadAll() {
        return catalog.read(handle -> {
            Map<UUID, List<Shard>> shards = handle
                    .createQuery("SELECT * FROM kinesis.shards ORDER BY data_stream, number")
                    .map(ShardRow.MAPPER)
                    .stream()
                    .collect(groupingBy(ShardRow::dataStream, mapping(ShardRow::shard, toList())));
            Map<UUID, List<StreamConsumer>> consumers = handle
                    .createQuery("SELECT * FROM kinesis.consumers ORDER BY data_stream, name COLLATE \"C\"")
                    .map(ConsumerRow.MAPPER)
                    .stream()
                    .collect(groupingBy(ConsumerRow::dataStream, mapping(ConsumerRow::consumer, toList())));
            return handle
                    .createQuery("SELECT * FROM kinesis.data_streams ORDER BY name")
                    .map(DataStreamRow.MAPPER)
                    .stream()
                    .map(each -> each.withShards(shards.getOrDefault(each.id(), List.of()))
                            .withConsumers(consumers.getOrDefault(each.id(), List.of())))
                    .toList();
        });
    }

    @Override
    public void save(DataStream dataStream) {
        inTransaction(handle -> saveAllButShards(handle, dataStream));
    }

    @Override
    public void saveWithShards(DataStream dataStream) {
        inTransaction(handle -> {
            handle.createUpdate("DELETE FROM kinesis.data_streams WHERE name = :name AND id <> :id")
                    .bind("name", dataStream.name().value())
                    .bind("id", dataStream.id())
                    .execute();
            saveAllButShards(handle, dataStream);
            saveShards(handle, dataStream);
        });
    }

    private static void saveAllButShards(Handle handle, DataStream dataStream) {
        Update upsert = handle.createUpdate(DataStreamRow.UPSERT);
        DataStreamRow.bind(upsert, dataStream);
        upsert.execute();
        handle.createUpdate("DELETE FROM kinesis.consumers WHERE data_stream = :id")
                .bind("id", dataStream.id())
                .execute();
        PreparedBatch batch = handle.prepareBatch(ConsumerRow.INSERT);
        dataStream.consumers().forEach(consumer -> ConsumerRow.add(batch, dataStream.id(), consumer));
        batch.execute();
    }

    private static void saveShards(Handle handle, DataStream dataStream) {
        handle.createUpdate("DELETE FROM kinesis.shards WHERE data_stream = :id AND number <> ALL (:kept)")
                .bind("id", dataStream.id())
                .bindArray(
                        "kept",
                        Integer.class,
                        dataStream.shards().stream()
                                .map(shard -> shard.id().number())
                                .toList())
                .execute();
        PreparedBatch batch = handle.prepareBatch(ShardRow.INSERT);
        dataStream.shards().forEach(shard -> ShardRow.add(batch, dataStream.id(), shard));
        batch.execute();
    }

    @Override
    public void delete(UUID id) {
        inTransaction(handle -> handle.createUpdate("DELETE FROM kinesis.data_streams WHERE id = :id")
                .bind("id", id)
                .execute());
    }

    @Override
    public byte[] sealingKey(byte[] fresh) {
        return catalog.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
            handle.createUpdate("INSERT INTO kinesis.sealing_key (key) VALUES (:fresh) ON CONFLICT DO NOTHING")
                    .bind("fresh", fresh)
                    .execute();
            return handle.createQuery("SELECT key FROM kinesis.sealing_key")
                    .mapTo(byte[].class)
                    .one();
        });
    }

    @Override
    public Optional<BillingCommitment> billingCommitment() {
        return catalog.read(handle -> handle.createQuery("SELECT * FROM kinesis.billing_commitment")
                .map((row, _) -> new BillingCommitment(
                        Columns.instant(row, "started_at"), Columns.optionalInstant(row, "ends_at")))
                .findOne());
    }

    @Override
    public void saveBillingCommitment(BillingCommitment commitment) {
        inTransaction(handle -> handle.createUpdate("""
                        INSERT INTO kinesis.billing_commitment (started_at, ends_at) VALUES (:startedAt, :endsAt)
                        ON CONFLICT (single) DO UPDATE SET
                            started_at = excluded.started_at, ends_at = excluded.ends_at
                        """)
                .bind("startedAt", Columns.timestamptz(commitment.startedAt()))
                .bind("endsAt", Columns.timestamptz(commitment.endsAt()))
                .execute());
    }

    private void inTransaction(java.util.function.Consumer<Handle> work) {
        catalog.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
            work.accept(handle);
            return handle;
        });
    }
}
