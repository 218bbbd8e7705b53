package dev.freshet.gateway;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** AWS's client that speaks HTTP/2. Apart from {@link TestGateway}, which modules without AWS's SDK use too. */
public final class AsyncKinesisClients {
    private AsyncKinesisClients() {}

    public static KinesisAsyncClient open(URI endpoint, String secret) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, secret)))
                .build();
    }
}
