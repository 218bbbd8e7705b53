package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** The TLS port, by clients that trust the home's own authority as {@code freshet env} names it. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
@Timeout(300)
class TlsIT {
    private static final String SHARD = "shardId-000000000000";

    @Test
    void theAwsCliCallsIt(Shell shell) {
        Outcome outcome = overTls(shell).type("""
                        set -e
                        aws kinesis create-stream --stream-name tls-by-the-cli --shard-count 1
                        aws kinesis wait stream-exists --stream-name tls-by-the-cli
                        aws kinesis describe-stream-summary --stream-name tls-by-the-cli \
                            --query StreamDescriptionSummary.StreamStatus
                        aws kinesis delete-stream --stream-name tls-by-the-cli
                        """).succeeded();

        assertThat(outcome.outLines()).containsExactly("\"ACTIVE\"");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void boto3CallsIt(Shell shell) {
        String name = "tls-by-boto3";
        try (Boto3 boto3 = Boto3.start(overTls(shell))) {
            boto3.call("kinesis", "create_stream", Map.of("StreamName", name, "ShardCount", 1));
            boto3.await("kinesis", "stream_exists", Map.of("StreamName", name));
            boto3.call("kinesis", "put_record", Map.of("StreamName", name, "PartitionKey", "k", "Data", "text"));

            assertThat(boto3.read(name, Map.of())).hasSize(1);
            boto3.call("kinesis", "delete_stream", Map.of("StreamName", name));
        }
    }

    @Test
    void whoDoesNotTrustTheAuthorityIsNotServed(Shell shell) {
        Outcome refused = overTls(shell)
                .type("unset AWS_CA_BUNDLE; aws kinesis list-streams")
                .failed();

        assertThat(refused.err()).contains("SSL validation failed");
    }

    enum SyncClient {
        URL_CONNECTION {
            @Override
            SdkHttpClient trusting(TrustManager[] managers) {
                return UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(() -> managers)
                        .build();
            }
        },
        APACHE {
            @Override
            SdkHttpClient trusting(TrustManager[] managers) {
                return ApacheHttpClient.builder()
                        .tlsTrustManagersProvider(() -> managers)
                        .build();
            }
        };

        abstract SdkHttpClient trusting(TrustManager[] managers);
    }

    @ParameterizedTest
    @EnumSource
    void theJavaSdkCallsIt(SyncClient http, Shell shell) throws Exception {
        String name = "tls-by-" + http;
        try (SdkHttpClient client = http.trusting(authority(shell));
                KinesisClient kinesis = configured(KinesisClient.builder(), shell)
                        .httpClient(client)
                        .build()) {
            kinesis.createStream(r -> r.streamName(name).shardCount(1));
            kinesis.waiter().waitUntilStreamExists(r -> r.streamName(name));
            kinesis.putRecord(r -> r.streamName(name).partitionKey("k").data(SdkBytes.fromUtf8String("text")));
            String iterator = kinesis.getShardIterator(
                            r -> r.streamName(name).shardId(SHARD).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();

            assertThat(kinesis.getRecords(r -> r.shardIterator(iterator)).records())
                    .extracting(record -> record.data().asUtf8String())
                    .containsExactly("text");
            kinesis.deleteStream(r -> r.streamName(name));
        }
    }

    enum AsyncProtocol {
        HTTP_2_BY_ALPN(Protocol.HTTP2, ProtocolNegotiation.ALPN),
        HTTP_2_BY_PRIOR_KNOWLEDGE(Protocol.HTTP2, ProtocolNegotiation.ASSUME_PROTOCOL),
        HTTP_1(Protocol.HTTP1_1, ProtocolNegotiation.ASSUME_PROTOCOL);

        private final Protocol protocol;
        private final ProtocolNegotiation negotiation;

        AsyncProtocol(Protocol protocol, ProtocolNegotiation negotiation) {
            this.protocol = protocol;
            this.negotiation = negotiation;
        }

        SdkAsyncHttpClient trusting(TrustManager[] managers) {
            return NettyNioAsyncHttpClient.builder()
                    .protocol(protocol)
                    .protocolNegotiation(negotiation)
                    .tlsTrustManagersProvider(() -> managers)
                    .build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theAsynchronousJavaSdkSubscribesByIt(AsyncProtocol protocol, Shell shell) throws Exception {
        String name = "tls-by-" + protocol;
        try (SdkAsyncHttpClient client = protocol.trusting(authority(shell));
                KinesisAsyncClient kinesis = configured(KinesisAsyncClient.builder(), shell)
                        .httpClient(client)
                        .build()) {
            kinesis.createStream(r -> r.streamName(name).shardCount(1)).join();
            kinesis.waiter().waitUntilStreamExists(r -> r.streamName(name)).join();
            String consumer = activeConsumer(kinesis, name);
            BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
            kinesis.subscribeToShard(
                    r -> r.consumerARN(consumer).shardId(SHARD).startingPosition(p -> p.type(ShardIteratorType.LATEST)),
                    SubscribeToShardResponseHandler.builder()
                            .onError(_ -> {})
                            .subscriber((SubscribeToShardEventStream event) -> {
                                if (event instanceof SubscribeToShardEvent data) {
                                    events.add(data);
                                }
                            })
                            .build());
            // It says that the subscription stands; what is put now comes after it.
            assertThat(next(events).records()).isEmpty();
            kinesis.putRecord(r -> r.streamName(name).partitionKey("k").data(SdkBytes.fromUtf8String("text")))
                    .join();
            SubscribeToShardEvent event = next(events);
            while (event.records().isEmpty()) {
                event = next(events);
            }

            assertThat(event.records())
                    .extracting(record -> record.data().asUtf8String())
                    .containsExactly("text");
            kinesis.deleteStream(r -> r.streamName(name).enforceConsumerDeletion(true))
                    .join();
        }
    }

    private static SubscribeToShardEvent next(BlockingQueue<SubscribeToShardEvent> events) throws InterruptedException {
        SubscribeToShardEvent event = events.poll(60, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came within 60 s");
        }
        return event;
    }

    private static String activeConsumer(KinesisAsyncClient kinesis, String dataStream) {
        String arn = kinesis.describeStreamSummary(r -> r.streamName(dataStream))
                .join()
                .streamDescriptionSummary()
                .streamARN();
        String consumer = kinesis.registerStreamConsumer(r -> r.streamARN(arn).consumerName("fast"))
                .join()
                .consumer()
                .consumerARN();
        Poll.until(
                consumer + " is active",
                Duration.ofSeconds(60),
                () -> kinesis.describeStreamConsumer(r -> r.consumerARN(consumer))
                                .join()
                                .consumerDescription()
                                .consumerStatus()
                        == ConsumerStatus.ACTIVE);
        return consumer;
    }

    private static Shell overTls(Shell shell) {
        return shell.with(Map.of("AWS_ENDPOINT_URL", shell.variable("FRESHET_TLS_ENDPOINT_URL")));
    }

    private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, Shell shell) {
        return builder.endpointOverride(URI.create(shell.variable("FRESHET_TLS_ENDPOINT_URL")))
                .region(Region.of(shell.variable("AWS_REGION")))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        shell.variable("AWS_ACCESS_KEY_ID"), shell.variable("AWS_SECRET_ACCESS_KEY"))));
    }

    /** Trusts the home's authority and nobody else. */
    private static TrustManager[] authority(Shell shell) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(shell.variable("AWS_CA_BUNDLE")))) {
            trusted.setCertificateEntry(
                    "freshet", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }
}
