package dev.freshet.kinesis;

import dev.freshet.gateway.Authorizer;
import dev.freshet.gateway.TestGateway;
import dev.freshet.kinesis.datastream.FakeDataStreamStore;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.log.AdjustableClock;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The service behind a real server, with the AWS SDK's client (CBOR) to call it. Its clock stands still, so rates are limited only where a test
 * asks for that. */
public final class TestKinesis implements AutoCloseable {
    public static final Home HOME = new Home(TestGateway.ACCOUNT, TestGateway.REGION);
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    public final AdjustableClock clock = new AdjustableClock(START);
    private final FakeDataStreamStore store = new FakeDataStreamStore();
    private final Path folder;
    private final KinesisSettings settings;
    private final Authorizer authorizer;
    private RecordLog log;
    private Kinesis kinesis;
    private TestGateway gateway;
    private KinesisClient client;

    private TestKinesis(Path folder, KinesisSettings settings, Authorizer authorizer) {
        this.folder = folder;
        this.settings = settings;
        this.authorizer = authorizer;
        this.log = openLog();
        this.kinesis = openKinesis();
        this.gateway = openGateway();
        this.client = openClient();
    }

    public static TestKinesis start(Path folder) {
        return start(folder, KinesisSettings.defaults().withoutRateLimits());
    }

    public static TestKinesis start(Path folder, KinesisSettings settings) {
        return new TestKinesis(folder, settings, TestGateway.ALLOW_ALL);
    }

    public static TestKinesis start(Path folder, Authorizer authorizer) {
        return new TestKinesis(folder, KinesisSettings.defaults().withoutRateLimits(), authorizer);
    }

    private RocksRecordLog openLog() {
        return new RocksRecordLog(folder, RocksSettings.defaults(), clock);
    }

    private Kinesis openKinesis() {
        return Kinesis.open(HOME, store, log, clock, settings);
    }

    private TestGateway openGateway() {
        return TestGateway.start(authorizer, kinesis.service());
    }

    private KinesisClient openClient() {
        return KinesisClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(Region.of(TestGateway.REGION.value()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY)))
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofMinutes(2))
                        .build())
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    public KinesisClient client() {
        return client;
    }

    public Kinesis kinesis() {
        return kinesis;
    }

    public URI endpoint() {
        return gateway.endpoint();
    }

    /** Stops and starts everything on the same storage. */
    public void restart() {
        close();
        log = openLog();
        kinesis = openKinesis();
        gateway = openGateway();
        client = openClient();
    }

    @Override
    public void close() {
        client.close();
        gateway.close();
        kinesis.close();
        log.close();
    }
}
