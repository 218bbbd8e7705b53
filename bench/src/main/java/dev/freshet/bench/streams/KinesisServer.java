package dev.freshet.bench.streams;

import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** A server with Kinesis's API. */
final class KinesisServer implements Server {
    private final String name;
    private final ServerProcess process;
    private final Endpoint endpoint;
    private final KinesisClient client;

    KinesisServer(String name, ServerProcess process, Endpoint endpoint) {
        this.name = name;
        this.process = process;
        this.endpoint = endpoint;
        this.client = SdkCaller.client(endpoint);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public void createDataStream(String dataStream, int shards) {
        client.createStream(request -> request.streamName(dataStream).shardCount(shards));
        client.waiter().waitUntilStreamExists(request -> request.streamName(dataStream));
    }

    @Override
    public void deleteDataStream(String dataStream) {
        client.deleteStream(request -> request.streamName(dataStream).enforceConsumerDeletion(true));
        client.waiter().waitUntilStreamNotExists(request -> request.streamName(dataStream));
    }

    @Override
    public Optional<Caller> caller(Client kind, String dataStream) {
        Batch batch = Batch.ofFullSize(System.nanoTime());
        return Optional.of(
                switch (kind) {
                    case JSON -> new RawCaller(endpoint, dataStream, batch);
                    case CBOR -> new SdkCaller(endpoint, dataStream, batch);
                });
    }

    @Override
    public Caller singleRecordCaller(String dataStream) {
        return new RawSingleCaller(endpoint, dataStream, Batch.of(1, System.nanoTime()));
    }

    @Override
    public long readAll(String dataStream) {
        long records = 0;
        try (RawReader reader = new RawReader(endpoint)) {
            for (Shard shard :
                    client.listShards(request -> request.streamName(dataStream)).shards()) {
                records += reader.readAll(dataStream, shard.shardId());
            }
        }
        return records;
    }

    @Override
    public void close() {
        client.close();
        process.close();
    }
}
