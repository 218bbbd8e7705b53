package dev.freshet.judges;

import dev.freshet.gateway.TestGateway;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.datastream.FakeDataStreamStore;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.StreamDelays;
import dev.freshet.kinesis.log.RecordLog;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/** The data stream service behind a real server, by the real clock, with AWS's limits and short states of change. */
final class RunningKinesis implements AutoCloseable {
    private static final Duration STATE_OF_CHANGE = Duration.ofMillis(100);

    private final RecordLog log;
    private final Kinesis kinesis;
    private final TestGateway gateway;

    private RunningKinesis(Path folder) {
        InstantSource clock = InstantSource.system();
        log = new RocksRecordLog(folder, RocksSettings.defaults(), clock);
        kinesis = Kinesis.open(
                new Home(TestGateway.ACCOUNT, TestGateway.REGION),
                new FakeDataStreamStore(),
                log,
                clock,
                KinesisSettings.defaults()
                        .withDelays(new StreamDelays(STATE_OF_CHANGE, STATE_OF_CHANGE, STATE_OF_CHANGE)));
        gateway = TestGateway.start(kinesis.service());
    }

    static RunningKinesis start(Path folder) {
        return new RunningKinesis(folder);
    }

    /** A client's builder that calls this service with the root key. */
    <B extends AwsClientBuilder<B, ?>> B clientOf(B builder) {
        return builder.endpointOverride(gateway.endpoint())
                .region(Region.of(TestGateway.REGION.value()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY)));
    }

    @Override
    public void close() {
        gateway.close();
        kinesis.close();
        log.close();
    }
}
