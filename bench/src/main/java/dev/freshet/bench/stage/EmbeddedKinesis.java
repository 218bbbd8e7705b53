package dev.freshet.bench.stage;

import dev.freshet.catalog.Catalog;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Region;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.NewDataStream;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.Tags;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import dev.freshet.kinesis.store.CatalogDataStreamStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** The embedded data stream service, on disk, without limits, with one data stream of four shards. */
public final class EmbeddedKinesis implements AutoCloseable {
    private static final int SHARDS = 4;
    private static final int RECORD_KIB = 10_240;

    private final Path folder;
    private final RocksRecordLog log;
    private final Kinesis kinesis;
    private final DataStream dataStream;

    public EmbeddedKinesis(Path folder, Catalog catalog) {
        this.folder = folder;
        this.log = new RocksRecordLog(folder, RocksSettings.defaults(), InstantSource.system());
        this.kinesis = Kinesis.open(
                new Home(new AccountId("123456789012"), new Region("us-east-1")),
                new CatalogDataStreamStore(catalog),
                log,
                InstantSource.system(),
                KinesisSettings.defaults().withoutLimits());
        this.dataStream = kinesis.dataStreams()
                .create(new NewDataStream(
                        new DataStreamName("bench-" + folder.getFileName()),
                        StreamMode.PROVISIONED,
                        SHARDS,
                        RECORD_KIB,
                        0,
                        Tags.NONE));
    }

    public Kinesis kinesis() {
        return kinesis;
    }

    public DataStream dataStream() {
        return dataStream;
    }

    /** Closes it and removes what it kept. */
    @Override
    public void close() {
        kinesis.dataStreams().delete(dataStream.name(), true);
        kinesis.close();
        log.close();
        WorkFolder.delete(folder);
    }
}
