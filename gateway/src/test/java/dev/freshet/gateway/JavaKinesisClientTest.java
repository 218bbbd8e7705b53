package dev.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.PracticeStreams.PutRecordsRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;

/** The AWS SDK for Java speaks CBOR to Kinesis. */
final class JavaKinesisClientTest {
    private final PracticeStreams streams = new PracticeStreams();
    private TestGateway gateway;
    private KinesisClient kinesis;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(streams.service());
        kinesis = client(TestGateway.SECRET_ACCESS_KEY);
    }

    @AfterEach
    void stop() {
        kinesis.close();
        gateway.close();
    }

    @Test
    void anAnswerWithListsTimestampsAndUnicodeArrivesWhole() {
        ListStreamsResponse answer = kinesis.listStreams(request -> request.limit(7));

        assertThat(answer.streamNames()).containsExactly("a", "überströmend");
        assertThat(answer.hasMoreStreams()).isFalse();
        assertThat(answer.streamSummaries().getFirst().streamCreationTimestamp())
                .isEqualTo(PracticeStreams.CREATED);
        assertThat(answer.responseMetadata().requestId()).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab].*");
        assertThat(streams.seen()).containsExactly(new PracticeStreams.ListStreamsRequest(7, null));
    }

    @Test
    void bytesOfEveryValueSurviveBothWays() {
        byte[] data = new byte[256];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) i;
        }
        PutRecordsResponse put = kinesis.putRecords(request -> request.streamName("a")
                .records(
                        PutRecordsRequestEntry.builder()
                                .data(SdkBytes.fromByteArray(data))
                                .partitionKey("schlüssel")
                                .build(),
                        PutRecordsRequestEntry.builder()
                                .data(SdkBytes.fromByteArray(new byte[0]))
                                .partitionKey("empty")
                                .build()));
        GetRecordsResponse got = kinesis.getRecords(request -> request.shardIterator("it"));

        assertThat(put.records()).hasSize(2);
        PutRecordsRequest seen = (PutRecordsRequest) streams.seen().getFirst();
        assertThat(seen.records()).extracting(PracticeStreams.Entry::data).containsExactly(data, new byte[0]);
        assertThat(seen.records())
                .extracting(PracticeStreams.Entry::partitionKey)
                .containsExactly("schlüssel", "empty");
        assertThat(got.records().getFirst().data().asByteArray()).containsExactly(0, 1, 0xFF);
        assertThat(got.millisBehindLatest()).isEqualTo(3_000_000_000L);
    }

    @Test
    void anOperationWithoutOutputAnswersAnEmptyBody() {
        kinesis.createStream(request -> request.streamName("fresh").tags(Map.of("team", "a b")));

        assertThat(streams.seen())
                .containsExactly(new PracticeStreams.CreateStreamRequest("fresh", null, Map.of("team", "a b")));
    }

    @Test
    void theServicesOwnErrorsAreKnownToTheClient() {
        assertThatThrownBy(() -> kinesis.createStream(request -> request.streamName("existing")))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void violationsOfConstraintsComeInAwssWords() {
        assertThatThrownBy(() -> kinesis.createStream(
                        request -> request.streamName("no spaces").shardCount(0)))
                .isInstanceOfSatisfying(KinesisException.class, error -> {
                    assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
                    assertThat(error.awsErrorDetails().errorMessage())
                            .isEqualTo(
                                    "2 validation errors detected: Value 'no spaces' at 'streamName' failed to satisfy"
                                            + " constraint: Member must satisfy regular expression pattern:"
                                            + " [a-zA-Z0-9_.-]+; Value '0' at 'shardCount' failed to satisfy constraint:"
                                            + " Member must have value greater than or equal to 1");
                });
    }

    @Test
    void aWrongSecretIsRefused() {
        try (KinesisClient stranger = client("some other secret")) {
            assertThatThrownBy(stranger::listStreams).isInstanceOfSatisfying(KinesisException.class, error -> {
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
                assertThat(error.statusCode()).isEqualTo(400);
            });
        }
        assertThat(streams.seen()).isEqualTo(List.of());
    }

    private KinesisClient client(String secret) {
        return KinesisClient.builder()
                .endpointOverride(gateway.endpoint())
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(TestGateway.ACCESS_KEY_ID, secret)))
                .build();
    }
}
