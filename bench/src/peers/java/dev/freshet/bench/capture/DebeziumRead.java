package dev.freshet.bench.capture;

import dev.freshet.capture.DatabaseAddress;
import dev.freshet.capture.Lsn;
import dev.freshet.capture.database.OwnedDatabase;
import dev.freshet.capture.database.ReplicationSlot;
import dev.freshet.pipeline.PipelineId;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;

/** Debezium Engine with its PostgreSQL connector, to a consumer that only counts. Nothing is kept durable. */
public final class DebeziumRead implements Way {
    private static final String NAME = "bench";

    @Override
    public String name() {
        return "debezium";
    }

    @Override
    public Reading read(PreparedLog log) throws InterruptedException, ExecutionException, IOException {
        PipelineId copy = log.copySlot();
        CompletableFuture<Void> done = new CompletableFuture<>();
        long[] count = {0};
        Reading.Clock clock = Reading.start();
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(properties(log, copy))
                .notifying((List<RecordChangeEvent<SourceRecord>> records,
                        DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) -> {
                    count[0] += records.size();
                    committer.markBatchFinished();
                    if (count[0] >= log.rows()) {
                        done.complete(null);
                    }
                })
                .using((success, message, error) -> done.completeExceptionally(
                        error == null ? new IllegalStateException("Debezium ended: " + message) : error))
                .build();
        Thread thread = Thread.ofPlatform().name("debezium").start(engine);
        done.get();
        Reading reading = clock.stop(log.rows());
        engine.close();
        thread.join();
        new ReplicationSlot(log.database(), copy.slot()).drop();
        return reading;
    }

    private static Properties properties(PreparedLog log, PipelineId copy) {
        DatabaseAddress database = log.database();
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("name", NAME),
                Map.entry("connector.class", "io.debezium.connector.postgresql.PostgresConnector"),
                Map.entry("offset.storage", StartingOffset.class.getName()),
                Map.entry("offset.flush.interval.ms", "10000"),
                Map.entry("database.hostname", database.host()),
                Map.entry("database.port", Integer.toString(database.port())),
                Map.entry("database.user", database.user()),
                Map.entry("database.password", database.password()),
                Map.entry("database.dbname", database.database()),
                Map.entry("topic.prefix", NAME),
                Map.entry("plugin.name", "pgoutput"),
                Map.entry("slot.name", copy.slot().value()),
                Map.entry("publication.name", OwnedDatabase.PUBLICATION),
                Map.entry("publication.autocreate.mode", "disabled"),
                Map.entry("snapshot.mode", "no_data"),
                Map.entry("schema.include.list", "public"),
                Map.entry("tombstones.on.delete", "false")));
        properties.put(StartingOffset.POSITION, Long.toString(log.checkpoint().position().value()));
        return properties;
    }

    /** Offsets in memory, as if the connector had stopped where the log to be read begins. */
    public static final class StartingOffset extends MemoryOffsetBackingStore {
        static final String POSITION = "offset.storage.starting.position";

        @Override
        public void configure(WorkerConfig config) {
            super.configure(config);
            long position = new Lsn(Long.parseLong(config.originalsStrings().get(POSITION))).value();
            String key = "[\"" + NAME + "\",{\"server\":\"" + NAME + "\"}]";
            String value = "{\"lsn\":" + position + ",\"lsn_proc\":" + position + ",\"lsn_commit\":" + position
                    + ",\"txId\":1,\"ts_usec\":1}";
            data.put(bytes(key), bytes(value));
        }

        @Override
        public Set<Map<String, Object>> connectorPartitions(String connectorName) {
            return Set.of();
        }

        private static ByteBuffer bytes(String text) {
            return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
