package dev.freshet.bench.streams;

import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

/** Puts records by the synchronous AWS SDK for Java, which speaks CBOR. */
final class SdkCaller implements Server.Caller {
    private final KinesisClient client;
    private final PutRecordsRequest request;

    SdkCaller(Endpoint endpoint, String dataStream, Batch batch) {
        List<PutRecordsRequestEntry> entries = batch.entries().stream()
                .map(entry -> PutRecordsRequestEntry.builder()
                        .partitionKey(entry.partitionKey())
                        .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
                        .build())
                .toList();
        this.client = client(endpoint);
        this.request = PutRecordsRequest.builder()
                .streamName(dataStream)
                .records(entries)
                .build();
    }

    static KinesisClient client(Endpoint endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint.uri())
                .region(endpoint.region())
                .credentialsProvider(StaticCredentialsProvider.create(endpoint.credentials()))
                // What is tried again would be measured as slow; it is to fail.
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(Duration.ofMinutes(1))
                        .retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @Override
    public int call() {
        PutRecordsResponse response = client.putRecords(request);
        if (response.failedRecordCount() != null && response.failedRecordCount() > 0) {
            throw new IllegalStateException("Records were refused: " + response);
        }
        return response.records().size();
    }

    @Override
    public void close() {
        client.close();
    }
}
