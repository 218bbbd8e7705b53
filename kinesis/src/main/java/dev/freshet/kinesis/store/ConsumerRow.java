package dev.freshet.kinesis.store;

import dev.freshet.kinesis.datastream.ConsumerName;
import dev.freshet.kinesis.datastream.ConsumerStatus;
import dev.freshet.kinesis.datastream.StreamConsumer;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A row of {@code kinesis.consumers}. */
record ConsumerRow(UUID dataStream, StreamConsumer consumer) {
    static final RowMapper<ConsumerRow> MAPPER = (row, _) -> new ConsumerRow(
            row.getObject("data_stream", UUID.class),
            new StreamConsumer(
                    new ConsumerName(row.getString("name")),
                    Columns.instant(row, "created"),
                    ConsumerStatus.valueOf(row.getString("status")),
                    AttachmentColumns.read(row)));

    static final String INSERT = """
            INSERT INTO kinesis.consumers
                (data_stream, name, created, status, tag_keys, tag_values, resource_policy)
            VALUES (:dataStream, :name, :created, :status, :tagKeys, :tagValues, :resourcePolicy)
            """;

    static void add(PreparedBatch batch, UUID dataStream, StreamConsumer consumer) {
        AttachmentColumns.bind(batch, consumer.attachments());
        batch.bind("dataStream", dataStream)
                .bind("name", consumer.name().value())
                .bind("created", Columns.timestamptz(consumer.created()))
                .bind("status", consumer.status().name())
                .add();
    }
}
