package dev.freshet.kinesis.store;

import dev.freshet.kinesis.datastream.HashKey;
import dev.freshet.kinesis.datastream.HashKeyRange;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A row of {@code kinesis.shards}. */
record ShardRow(UUID dataStream, Shard shard) {
    static final RowMapper<ShardRow> MAPPER = (row, _) -> new ShardRow(
            row.getObject("data_stream", UUID.class),
            new Shard(
                    new ShardId(row.getInt("number")),
                    parents(row),
                    new HashKeyRange(hashKey(row, "starting_hash_key"), hashKey(row, "ending_hash_key")),
                    row.getLong("created_second"),
                    Columns.instant(row, "opened_at"),
                    Columns.optionalInstant(row, "closed_at")));

    static final String INSERT = """
            INSERT INTO kinesis.shards
                (data_stream, number, parents, starting_hash_key, ending_hash_key, created_second, opened_at,
                 closed_at)
            VALUES (:dataStream, :number, :parents, :start, :end, :createdSecond, :openedAt, :closedAt)
            ON CONFLICT (data_stream, number) DO UPDATE SET closed_at = excluded.closed_at
            """;

    static void add(PreparedBatch batch, UUID dataStream, Shard shard) {
        batch.bind("dataStream", dataStream)
                .bind("number", shard.id().number())
                .bindArray(
                        "parents",
                        Integer.class,
                        shard.parents().stream().map(ShardId::number).toList())
                .bind("start", new BigDecimal(shard.range().start().number()))
                .bind("end", new BigDecimal(shard.range().end().number()))
                .bind("createdSecond", shard.createdSecond())
                .bind("openedAt", Columns.timestamptz(shard.openedAt()))
                .bind("closedAt", Columns.timestamptz(shard.closedAt()))
                .add();
    }

    private static List<ShardId> parents(ResultSet row) throws SQLException {
        return Arrays.stream((Integer[]) Columns.array(row, "parents"))
                .map(ShardId::new)
                .toList();
    }

    private static HashKey hashKey(ResultSet row, String column) throws SQLException {
        return HashKey.parse(row.getString(column)).orElseThrow();
    }
}
