package dev.freshet.bench.streams;

import dev.freshet.bench.report.Percentiles;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** How long after the call of PutRecord a subscriber of the asynchronous AWS SDK has the record. */
final class SubscriptionDelay {
    private static final int RECORDS = 2_000;
    private static final int WARM_UP = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SubscriptionDelay() {}

    static Percentiles measure(KinesisServer server) throws InterruptedException {
        String dataStream = "subscribed";
        server.createDataStream(dataStream, 1);
        BlockingQueue<Long> delays = new ArrayBlockingQueue<>(WARM_UP + RECORDS);
        try (KinesisClient client = SdkCaller.client(server.endpoint());
                KinesisAsyncClient async = async(server.endpoint())) {
            CompletableFuture<Void> subscription = subscribe(client, async, dataStream, delays);
            long[] nanos = new long[RECORDS];
            for (int i = -WARM_UP; i < RECORDS; i++) {
                byte[] now = ByteBuffer.allocate(Long.BYTES)
                        .putLong(System.nanoTime())
                        .array();
                client.putRecord(request ->
                        request.streamName(dataStream).partitionKey("key").data(SdkBytes.fromByteArray(now)));
                Long delay = delays.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (delay == null) {
                    throw new IllegalStateException("A record did not come: " + subscription);
                }
                if (i >= 0) {
                    nanos[i] = delay;
                }
            }
            return Percentiles.of(nanos);
        } finally {
            server.deleteDataStream(dataStream);
        }
    }

    private static KinesisAsyncClient async(Endpoint endpoint) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint.uri())
                .region(endpoint.region())
                .credentialsProvider(StaticCredentialsProvider.create(endpoint.credentials()))
                .build();
    }

    private static CompletableFuture<Void> subscribe(
            KinesisClient client, KinesisAsyncClient async, String dataStream, BlockingQueue<Long> delays)
            throws InterruptedException {
        String arn = client.describeStreamSummary(request -> request.streamName(dataStream))
                .streamDescriptionSummary()
                .streamARN();
        String consumer = client.registerStreamConsumer(
                        request -> request.streamARN(arn).consumerName("bench"))
                .consumer()
                .consumerARN();
        while (client.describeStreamConsumer(request -> request.consumerARN(consumer))
                        .consumerDescription()
                        .consumerStatus()
                != ConsumerStatus.ACTIVE) {
            Thread.sleep(10);
        }
        String shard = client.listShards(request -> request.streamName(dataStream))
                .shards()
                .getFirst()
                .shardId();
        return async.subscribeToShard(
                request -> request.consumerARN(consumer)
                        .shardId(shard)
                        .startingPosition(position -> position.type(ShardIteratorType.TRIM_HORIZON)),
                SubscribeToShardResponseHandler.builder()
                        .subscriber(SubscribeToShardResponseHandler.Visitor.builder()
                                .onSubscribeToShardEvent(event -> receive(event, delays))
                                .build())
                        .build());
    }

    private static void receive(SubscribeToShardEvent event, BlockingQueue<Long> delays) {
        long now = System.nanoTime();
        event.records()
                .forEach(record -> delays.add(now - record.data().asByteBuffer().getLong()));
    }
}
