package dev.freshet.kinesis.store;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.Migrations;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamStore;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardMetric;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
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
                    .map(StoredShard.MAPPER)
                    .stream()
                    .collect(Collectors.groupingBy(
                            StoredShard::dataStream, Collectors.mapping(StoredShard::shard, Collectors.toList())));
            return handle.createQuery("SELECT * FROM kinesis.data_streams ORDER BY name")
                    .map((row, _) -> StoredShard.dataStream(row, shards))
                    .list();
        });
    }

    @Override
    public void save(DataStream dataStream) {
        inTransaction(handle -> saveSettings(handle, dataStream));
    }

    @Override
    public void saveWithShards(DataStream dataStream) {
        inTransaction(handle -> {
            saveSettings(handle, dataStream);
            saveShards(handle, dataStream);
        });
    }

    private static void saveSettings(Handle handle, DataStream dataStream) {
        handle.createUpdate("""
                        INSERT INTO kinesis.data_streams
                            (id, name, created, status, mode, retention_hours, max_record_kib, shard_metrics)
                        VALUES (:id, :name, :created, :status, :mode, :retentionHours, :maxRecordKib, :shardMetrics)
                        ON CONFLICT (id) DO UPDATE SET
                            status = excluded.status, mode = excluded.mode,
                            retention_hours = excluded.retention_hours, max_record_kib = excluded.max_record_kib,
                            shard_metrics = excluded.shard_metrics
                        """)
                .bind("id", dataStream.id())
                .bind("name", dataStream.name().value())
                .bind("created", dataStream.created().atOffset(ZoneOffset.UTC))
                .bind("status", dataStream.status().name())
                .bind("mode", dataStream.settings().mode().name())
                .bind("retentionHours", dataStream.settings().retentionHours())
                .bind("maxRecordKib", dataStream.settings().maxRecordKib())
                .bindArray(
                        "shardMetrics",
                        String.class,
                        dataStream.settings().shardMetrics().stream()
                                .map(ShardMetric::name)
                                .toList())
                .execute();
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
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO kinesis.shards
                    (data_stream, number, parents, starting_hash_key, ending_hash_key, created_second, opened_at,
                     closed_at)
                VALUES (:dataStream, :number, :parents, :start, :end, :createdSecond, :openedAt, :closedAt)
                ON CONFLICT (data_stream, number) DO UPDATE SET closed_at = excluded.closed_at
                """);
        dataStream.shards().forEach(shard -> StoredShard.add(batch, dataStream.id(), shard));
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

    private void inTransaction(java.util.function.Consumer<Handle> work) {
        catalog.inTransaction(TransactionIsolationLevel.READ_COMMITTED, handle -> {
            work.accept(handle);
            return handle;
        });
    }
}
