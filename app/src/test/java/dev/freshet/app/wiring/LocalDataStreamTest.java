package dev.freshet.app.wiring;

import dev.freshet.catalog.Catalog;
import dev.freshet.catalog.TestCatalog;
import dev.freshet.delivery.Target;
import dev.freshet.delivery.TargetContract;
import dev.freshet.dsql.KinesisTarget;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Arn;
import dev.freshet.gateway.Region;
import dev.freshet.gateway.dispatch.Gateway;
import dev.freshet.gateway.http.GatewayServer;
import dev.freshet.identity.IdentityServices;
import dev.freshet.identity.RootKey;
import dev.freshet.identity.store.IamSchema;
import dev.freshet.kinesis.Kinesis;
import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.log.RocksRecordLog;
import dev.freshet.kinesis.log.RocksSettings;
import dev.freshet.kinesis.store.CatalogDataStreamStore;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The local target is disturbed as users would: through IAM and Kinesis, with AWS's own clients. */
class LocalDataStreamTest extends TargetContract {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final Region REGION = new Region("us-east-1");
    private static final RootKey ROOT = new RootKey(ACCOUNT, "AKIAIOSFODNN7EXAMPLE", "a-secret-for-this-test-alone");
    private static final String DATA_STREAM = "changes";
    private static final String DATA_STREAM_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/" + DATA_STREAM;
    private static final String ROLE = "cdc";
    private static final String CDC_STREAM_ARN = "arn:aws:dsql:us-east-1:123456789012:cluster/"
            + "kiabvsqdsqlnsz5uovcmvsm2oy/stream/w2xyzkabc5nsz5uovcmvsm2oyz";

    @TempDir
    private Path folder;

    private final Opened opened = new Opened();
    private Kinesis kinesis;
    private Target target;
    private IamClient iam;
    private KinesisClient kinesisClient;

    @BeforeEach
    void open() {
        InstantSource clock = InstantSource.system();
        Catalog catalog = opened.keep(TestCatalog.fresh().open());
        catalog.migrate(List.of(CatalogDataStreamStore.MIGRATIONS, IamSchema.MIGRATIONS));
        kinesis = opened.keep(Kinesis.open(
                new Home(ACCOUNT, REGION),
                new CatalogDataStreamStore(catalog),
                opened.keep(new RocksRecordLog(folder, RocksSettings.defaults(), clock)),
                clock,
                KinesisSettings.defaults().withoutRateLimits())); // The contract is about whole calls.
        IdentityServices identity = IdentityServices.open(catalog, ROOT, clock, new SecureRandom());
        serve(identity, clock);
        createRole();
        kinesisClient.createStream(request -> request.streamName(DATA_STREAM).shardCount(2));
        kinesisClient.waiter().waitUntilStreamExists(request -> request.streamName(DATA_STREAM));
        target = new LocalDataStream(
                identity.serviceRoles(),
                identity.identities(),
                kinesis,
                new KinesisTarget(arn(DATA_STREAM_ARN), arn("arn:aws:iam::123456789012:role/" + ROLE)),
                arn(CDC_STREAM_ARN));
    }

    private void serve(IdentityServices identity, InstantSource clock) {
        Gateway gateway = new Gateway(
                Stream.concat(identity.services().stream(), Stream.of(kinesis.service()))
                        .toList(),
                identity.identities(),
                identity.identities(),
                REGION,
                clock,
                new SecureRandom());
        GatewayServer server = opened.keep(GatewayServer.open("127.0.0.1", 0, gateway));
        URI endpoint = URI.create("http://127.0.0.1:" + server.port());
        AwsCredentialsProvider root = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(ROOT.accessKeyId(), ROOT.secretAccessKey()));
        iam = opened.keep(IamClient.builder()
                .endpointOverride(endpoint)
                .region(software.amazon.awssdk.regions.Region.AWS_GLOBAL)
                .credentialsProvider(root)
                .httpClient(UrlConnectionHttpClient.create())
                .build());
        kinesisClient = opened.keep(KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(root)
                .httpClient(UrlConnectionHttpClient.create())
                .build());
    }

    private void createRole() {
        iam.createRole(request -> request.roleName(ROLE).assumeRolePolicyDocument(trust("dsql.amazonaws.com")));
        iam.putRolePolicy(request -> request.roleName(ROLE)
                .policyName("put")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                        + "\"Action\":\"kinesis:PutRecords\",\"Resource\":\"" + DATA_STREAM_ARN + "\"}}"));
    }

    private static String trust(String service) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"" + service
                + "\"},\"Action\":\"sts:AssumeRole\"}}";
    }

    private static Arn arn(String text) {
        return Arn.parse(text).orElseThrow();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Override
    protected Target target() {
        return target;
    }

    @Override
    protected List<byte[]> received() {
        return kinesisClient.listShards(request -> request.streamName(DATA_STREAM)).shards().stream()
                .flatMap(shard -> recordsOf(shard.shardId()).records().stream())
                .map(Record::data)
                .map(data -> data.asByteArray())
                .toList();
    }

    private GetRecordsResponse recordsOf(String shardId) {
        String iterator = kinesisClient
                .getShardIterator(request -> request.streamName(DATA_STREAM)
                        .shardId(shardId)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        return kinesisClient.getRecords(request -> request.shardIterator(iterator));
    }

    @Override
    protected void denyPuts() {
        iam.deleteRolePolicy(request -> request.roleName(ROLE).policyName("put"));
    }

    @Override
    protected void refuseRole() {
        iam.updateAssumeRolePolicy(request -> request.roleName(ROLE).policyDocument(trust("ec2.amazonaws.com")));
    }

    @Override
    protected void raiseRecordLimitTo10MiB() {
        kinesis.dataStreams()
                .updateSettings(new DataStreamName(DATA_STREAM), settings -> settings.withMaxRecordKib(10_240));
    }

    @Override
    protected void deleteDataStream() {
        kinesisClient.deleteStream(request -> request.streamName(DATA_STREAM));
    }
}
