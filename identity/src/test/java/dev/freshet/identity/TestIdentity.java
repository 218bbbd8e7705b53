package dev.freshet.identity;

import dev.freshet.gateway.TestGateway;
import dev.freshet.identity.entity.MemoryDirectoryStore;
import dev.freshet.identity.session.MemorySessionStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** IAM and STS behind a real server, with AWS's clients to them; {@link #restart} keeps what the stores hold. */
public final class TestIdentity implements AutoCloseable {
    public static final String ACCOUNT = TestGateway.ACCOUNT.value();
    private static final RootKey ROOT_KEY =
            new RootKey(TestGateway.ACCOUNT, TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY);
    public static final AwsCredentials ROOT =
            AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY);

    /** Near the real time, by which clients sign. */
    public final AdjustableClock clock = new AdjustableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    private final MemoryDirectoryStore entities = new MemoryDirectoryStore();
    private final MemorySessionStore sessions = new MemorySessionStore();
    private final Random random = new Random(7);
    private IdentityServices services;
    private TestGateway gateway;

    private TestIdentity() {
        services = open();
        gateway = serve();
    }

    public static TestIdentity start() {
        return new TestIdentity();
    }

    private IdentityServices open() {
        return IdentityServices.open(entities, sessions, ROOT_KEY, clock, random);
    }

    private TestGateway serve() {
        return TestGateway.start(
                services.identities(),
                services.identities(),
                TestGateway.REGION,
                clock,
                services.iam(),
                services.sts());
    }

    public void restart() {
        gateway.close();
        services = open();
        gateway = serve();
    }

    public IdentityServices services() {
        return services;
    }

    public TestGateway gateway() {
        return gateway;
    }

    public IamClient iam() {
        return iam(ROOT);
    }

    public IamClient iam(AwsCredentials credentials) {
        return IamClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    public StsClient sts() {
        return sts(ROOT);
    }

    public StsClient sts(AwsCredentials credentials) {
        return StsClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    public static AwsCredentials of(software.amazon.awssdk.services.sts.model.Credentials credentials) {
        return AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
