package dev.freshet.bench.streams;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.regions.Region;

/** Where a Kinesis API answers, and to whom. */
public record Endpoint(URI uri, Region region, AwsBasicCredentials credentials) {
    static Endpoint onLoopback(int port, String accessKeyId, String secret) {
        return new Endpoint(
                URI.create("http://127.0.0.1:" + port),
                Region.US_EAST_1,
                AwsBasicCredentials.create(accessKeyId, secret));
    }
}
