package dev.freshet.kinesis.store;

import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.HashKey;
import dev.freshet.kinesis.datastream.HashKeyRange;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.ShardMetric;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.StreamSettings;
import dev.freshet.kinesis.datastream.StreamStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows of the schema, read and written. */
record StoredShard(UUID dataStream, Shard shard) {
    static final RowMapper<StoredShard> MAPPER = (row, _) -> new StoredShard(
            row.getObject("data_stream", UUID.class),
            new Shard(
                    new ShardId(row.getInt("number")),
                    parents(row),
                    new HashKeyRange(hashKey(row, "starting_hash_key"), hashKey(row, "ending_hash_key")),
                    row.getLong("created_second"),
                    instant(row, "opened_at").orElseThrow(),
                    instant(row, "closed_at")));

    static DataStream dataStream(ResultSet row, Map<UUID, List<Shard>> shards) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new DataStream(
                id,
                new DataStreamName(row.getString("name")),
                instant(row, "created").orElseThrow(),
                StreamStatus.valueOf(row.getString("status")),
                new StreamSettings(
                        StreamMode.valueOf(row.getString("mode")),
                        row.getInt("retention_hours"),
                        row.getInt("max_record_kib"),
                        shardMetrics(row)),
                shards.getOrDefault(id, List.of()));
    }

    static void add(PreparedBatch batch, UUID dataStream, Shard shard) {
        batch.bind("dataStream", dataStream)
                .bind("number", shard.id().number())
                .bindArray(
                        "parents",
                        Integer.class,
                        shard.parents().stream().map(ShardId::number).toList())
                .bind("start", new java.math.BigDecimal(shard.range().start().number()))
                .bind("end", new java.math.BigDecimal(shard.range().end().number()))
                .bind("createdSecond", shard.createdSecond())
                .bind("openedAt", shard.openedAt().atOffset(ZoneOffset.UTC))
                .bind(
                        "closedAt",
                        shard.closedAt()
                                .map(time -> time.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                .add();
    }

    private static List<ShardId> parents(ResultSet row) throws SQLException {
        Integer[] numbers = (Integer[]) row.getArray("parents").getArray();
        return Arrays.stream(numbers).map(ShardId::new).toList();
    }

    private static HashKey hashKey(ResultSet row, String column) throws SQLException {
        return HashKey.parse(row.getString(column)).orElseThrow();
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static Set<ShardMetric> shardMetrics(ResultSet row) throws SQLException {
        Set<ShardMetric> metrics = EnumSet.noneOf(ShardMetric.class);
        for (String name : (String[]) row.getArray("shard_metrics").getArray()) {
            metrics.add(ShardMetric.valueOf(name));
        }
        return metrics;
    }
}
