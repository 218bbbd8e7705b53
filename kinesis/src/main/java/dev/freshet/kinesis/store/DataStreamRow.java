package dev.freshet.kinesis.store;

import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.RecentChanges;
import dev.freshet.kinesis.datastream.ShardMetric;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.StreamSettings;
import dev.freshet.kinesis.datastream.StreamStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.array.SqlArrayTypes;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;

/** A row of {@code kinesis.data_streams}: the data stream without its consumers and shards. */
final class DataStreamRow {
    static final RowMapper<DataStream> MAPPER = (row, _) -> new DataStream(
            row.getObject("id", UUID.class),
            new DataStreamName(row.getString("name")),
            Columns.instant(row, "created"),
            StreamStatus.valueOf(row.getString("status")),
            new StreamSettings(
                    StreamMode.valueOf(row.getString("mode")),
                    row.getInt("retention_hours"),
                    row.getInt("max_record_kib"),
                    shardMetrics(row),
                    row.getInt("warm_throughput_mibps")),
            AttachmentColumns.read(row),
            new RecentChanges(Columns.instants(row, "mode_switches"), Columns.instants(row, "scalings")),
            List.of(),
            List.of());

    static final String UPSERT = """
            INSERT INTO kinesis.data_streams
                (id, name, created, status, mode, retention_hours, max_record_kib, shard_metrics,
                 warm_throughput_mibps, tag_keys, tag_values, resource_policy, mode_switches, scalings)
            VALUES (:id, :name, :created, :status, :mode, :retentionHours, :maxRecordKib, :shardMetrics,
                    :warmThroughputMibps, :tagKeys, :tagValues, :resourcePolicy, :modeSwitches, :scalings)
            ON CONFLICT (id) DO UPDATE SET
                status = excluded.status, mode = excluded.mode, retention_hours = excluded.retention_hours,
                max_record_kib = excluded.max_record_kib, shard_metrics = excluded.shard_metrics,
                warm_throughput_mibps = excluded.warm_throughput_mibps, tag_keys = excluded.tag_keys,
                tag_values = excluded.tag_values, resource_policy = excluded.resource_policy,
                mode_switches = excluded.mode_switches, scalings = excluded.scalings
            """;

    private DataStreamRow() {}

    static void bind(Update upsert, DataStream dataStream) {
        StreamSettings settings = dataStream.settings();
        RecentChanges changes = dataStream.recentChanges();
        upsert.configure(SqlArrayTypes.class, types -> types.register(OffsetDateTime.class, "timestamptz"));
        upsert.bind("id", dataStream.id())
                .bind("name", dataStream.name().value())
                .bind("created", Columns.timestamptz(dataStream.created()))
                .bind("status", dataStream.status().name())
                .bind("mode", settings.mode().name())
                .bind("retentionHours", settings.retentionHours())
                .bind("maxRecordKib", settings.maxRecordKib())
                .bindArray(
                        "shardMetrics",
                        String.class,
                        settings.shardMetrics().stream().map(ShardMetric::name).toList())
                .bind("warmThroughputMibps", settings.warmThroughputMibps())
                .bindArray("modeSwitches", OffsetDateTime.class, Columns.timestamptzs(changes.modeSwitches()))
                .bindArray("scalings", OffsetDateTime.class, Columns.timestamptzs(changes.scalings()));
        AttachmentColumns.bind(upsert, dataStream.attachments());
    }

    private static Set<ShardMetric> shardMetrics(ResultSet row) throws SQLException {
        Set<ShardMetric> metrics = EnumSet.noneOf(ShardMetric.class);
        Columns.strings(row, "shard_metrics").forEach(name -> metrics.add(ShardMetric.valueOf(name)));
        return metrics;
    }
}
