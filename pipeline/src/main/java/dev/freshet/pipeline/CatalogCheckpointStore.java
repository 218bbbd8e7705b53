package dev.freshet.pipeline;

import dev.freshet.capture.Checkpoint;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.PoisonedTransaction;
import dev.freshet.capture.SchemaDictionary;
import dev.freshet.capture.ServerIdentity;
import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.Migrations;
import dev.freshet.record.ClusterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Checkpoints in the catalog's schema {@code pipeline}. */
public final class CatalogCheckpointStore implements CheckpointStore {
    /** What the catalog must be migrated with before this store is used. */
    public static final Migrations MIGRATIONS = new Migrations("pipeline", "dev/freshet/pipeline/migrations");

    private final Catalog catalog;

    public CatalogCheckpointStore(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Optional<Checkpoint> find(PipelineId id) {
        return catalog.read(handle -> handle.createQuery("SELECT * FROM pipeline.checkpoints WHERE cdc_stream_id = :id")
                .bind("id", id.cdcStream())
                .map((row, _) -> read(row))
                .findOne());
    }

    private static Checkpoint read(ResultSet row) throws SQLException {
        return new Checkpoint(
                Lsn.parse(row.getString("position")),
                row.getLong("last_commit_time_nanos"),
                SchemaDictionary.fromJson(row.getString("table_schemas")),
                new ServerIdentity(row.getString("system_identifier"), row.getInt("timeline")));
    }

    @Override
    public void save(PipelineId id, Checkpoint checkpoint) {
        write(handle -> handle.createUpdate("""
                        INSERT INTO pipeline.checkpoints
                            (cdc_stream_id, cluster_id, position, last_commit_time_nanos, table_schemas,
                             system_identifier, timeline)
                        VALUES (:id, :cluster, :position::pg_lsn, :lastCommitTimeNanos, :schemas,
                                :systemIdentifier, :timeline)
                        ON CONFLICT (cdc_stream_id) DO UPDATE
                        SET position = excluded.position, last_commit_time_nanos = excluded.last_commit_time_nanos,
                            table_schemas = excluded.table_schemas, system_identifier = excluded.system_identifier,
                            timeline = excluded.timeline
                        """)
                .bind("id", id.cdcStream())
                .bind("cluster", id.cluster().value())
                .bind("position", checkpoint.position().toString())
                .bind("lastCommitTimeNanos", checkpoint.lastCommitTimeNanos())
                .bind("schemas", checkpoint.schema().toJson())
                .bind("systemIdentifier", checkpoint.server().systemIdentifier())
                .bind("timeline", checkpoint.server().timeline())
                .execute());
    }

    @Override
    public void savePosition(PipelineId id, Checkpoint checkpoint) {
        write(handle -> savePosition(handle, id, checkpoint));
    }

    private static int savePosition(Handle handle, PipelineId id, Checkpoint checkpoint) {
        int written = handle.createUpdate("""
                        UPDATE pipeline.checkpoints
                        SET position = :position::pg_lsn, last_commit_time_nanos = :lastCommitTimeNanos,
                            system_identifier = :systemIdentifier, timeline = :timeline
                        WHERE cdc_stream_id = :id AND position <= :position::pg_lsn
                        """)
                .bind("id", id.cdcStream())
                .bind("position", checkpoint.position().toString())
                .bind("lastCommitTimeNanos", checkpoint.lastCommitTimeNanos())
                .bind("systemIdentifier", checkpoint.server().systemIdentifier())
                .bind("timeline", checkpoint.server().timeline())
                .execute();
        if (written != 1) {
            throw new IllegalStateException(
                    "CDC stream " + id + " has no checkpoint that could be moved to " + checkpoint.position());
        }
        return written;
    }

    @Override
    public void askToSkip(PipelineId id, PoisonedTransaction transaction) {
        write(handle -> ask(handle, id, transaction));
    }

    private static int ask(Handle handle, PipelineId id, PoisonedTransaction transaction) {
        return handle.createUpdate("""
                        INSERT INTO pipeline.skipped_transactions (cdc_stream_id, commit_position, xid, table_name)
                        VALUES (:id, :position::pg_lsn, :xid, :table) ON CONFLICT DO NOTHING
                        """)
                .bind("id", id.cdcStream())
                .bind("position", transaction.commitPosition().toString())
                .bind("xid", Integer.toUnsignedLong(transaction.xid()))
                .bind("table", transaction.table())
                .execute();
    }

    @Override
    public boolean isToBeSkipped(PipelineId id, Lsn commitPosition) {
        return catalog.read(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pipeline.skipped_transactions
                                       WHERE cdc_stream_id = :id AND commit_position = :position::pg_lsn)
                        """)
                .bind("id", id.cdcStream())
                .bind("position", commitPosition.toString())
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public void skip(PipelineId id, Checkpoint checkpoint, PoisonedTransaction transaction) {
        write(handle -> {
            savePosition(handle, id, checkpoint);
            ask(handle, id, transaction);
            return handle.createUpdate("""
                            UPDATE pipeline.skipped_transactions SET skipped_at = now()
                            WHERE cdc_stream_id = :id AND commit_position = :position::pg_lsn AND skipped_at IS NULL
                            """)
                    .bind("id", id.cdcStream())
                    .bind("position", transaction.commitPosition().toString())
                    .execute();
        });
    }

    @Override
    public int skipped(PipelineId id) {
        return catalog.read(handle -> handle.createQuery("""
                        SELECT count(*) FROM pipeline.skipped_transactions
                        WHERE cdc_stream_id = :id AND skipped_at IS NOT NULL
                        """)
                .bind("id", id.cdcStream())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void forget(PipelineId id) {
        write(handle -> {
            handle.execute("""
                    INSERT INTO pipeline.forgotten_times (cluster_id, last_commit_time_nanos)
                    SELECT cluster_id, last_commit_time_nanos FROM pipeline.checkpoints WHERE cdc_stream_id = ?
                    ON CONFLICT (cluster_id) DO UPDATE
                    SET last_commit_time_nanos =
                        greatest(forgotten_times.last_commit_time_nanos, excluded.last_commit_time_nanos)
                    """, id.cdcStream());
            handle.execute("DELETE FROM pipeline.skipped_transactions WHERE cdc_stream_id = ?", id.cdcStream());
            return handle.execute("DELETE FROM pipeline.checkpoints WHERE cdc_stream_id = ?", id.cdcStream());
        });
    }

    @Override
    public long latestCommitTimeNanos(ClusterId cluster) {
        return catalog.read(handle -> handle.createQuery("""
                        SELECT coalesce(max(last_commit_time_nanos), 0) FROM (
                            SELECT last_commit_time_nanos FROM pipeline.checkpoints WHERE cluster_id = :cluster
                            UNION ALL
                            SELECT last_commit_time_nanos FROM pipeline.forgotten_times WHERE cluster_id = :cluster)
                        """)
                .bind("cluster", cluster.value())
                .mapTo(Long.class)
                .one());
    }

    private int write(Work work) {
        return catalog.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::rows);
    }

    private interface Work {
        int rows(Handle handle);
    }
}
