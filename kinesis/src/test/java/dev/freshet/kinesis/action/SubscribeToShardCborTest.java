package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** SubscribeToShard over HTTP/1.1 in CBOR, which AWS's SDKs do not ask for but other clients may. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
@Timeout(180)
class SubscribeToShardCborTest extends ActionTest {
    private static final String SHARD = "shardId-000000000000";
    private static final ObjectMapper CBOR = new CBORMapper();

    private String consumerArn;

    @BeforeEach
    void register() {
        createProvisioned("orders", 1);
        consumerArn = kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("orders")).consumerName("fast"))
                .consumer()
                .consumerARN();
    }

    /** Closed by a split, so that the subscription has an end. */
    private void putTwoAndSplit() {
        put("orders", "a", "b");
        kinesis.splitShard(request -> request.streamName("orders")
                .shardToSplit(SHARD)
                .newStartingHashKey("170141183460469231731687303715884105728"));
    }

    private HttpResponse<byte[]> subscribeInCbor(String shard) throws IOException, InterruptedException {
        byte[] body = CBOR.writeValueAsBytes(Map.of(
                "ConsumerARN", consumerArn, "ShardId", shard, "StartingPosition", Map.of("Type", "TRIM_HORIZON")));
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(test.endpoint().resolve("/"))
                .putHeader("X-Amz-Target", "Kinesis_20131202.SubscribeToShard")
                .putHeader("Content-Type", "application/x-amz-cbor-1.1")
                .build();
        SdkHttpRequest signed = (SdkHttpRequest) AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(
                                AwsCredentialsIdentity.create(TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY))
                        .request(unsigned)
                        .payload(ContentStreamProvider.fromInputStreamSupplier(() -> new ByteArrayInputStream(body)))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, TestGateway.REGION.value())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kinesis"))
                .request();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(signed.getUri()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                request.header(name, values.getFirst());
            }
        });
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String header(Message message, String name) {
        return Present.of(message.getHeaders().get(name)).getString();
    }

    @Test
    void eventsComeInCborToWhoAskedInCbor() throws Exception {
        putTwoAndSplit();

        HttpResponse<byte[]> response = subscribeInCbor(SHARD);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.amazon.eventstream");
        List<Message> messages = new ArrayList<>();
        MessageDecoder decoder = new MessageDecoder(messages::add);
        decoder.feed(response.body());
        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(header(message, ":content-type")).isEqualTo("application/x-amz-cbor-1.1"));
        assertThat(messages.stream()
                        .map(message -> header(message, ":event-type"))
                        .toList())
                .containsExactly("initial-response", "SubscribeToShardEvent");
        JsonNode event = CBOR.readTree(messages.getLast().getPayload());
        List<String> data = new ArrayList<>();
        for (JsonNode record : event.get("Records")) {
            assertThat(record.get("Data").isBinary()).as("data is bytes").isTrue();
            assertThat(record.get("ApproximateArrivalTimestamp").longValue())
                    .isEqualTo(test.clock.instant().toEpochMilli());
            data.add(new String(record.get("Data").binaryValue(), java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(data).containsExactly("a", "b");
        assertThat(event.get("ChildShards")).hasSize(2);
        assertThat(event.has("ContinuationSequenceNumber")).isFalse();
    }

    @Test
    void whatIsWrongIsAnOrdinaryAnswerInCbor() throws Exception {
        HttpResponse<byte[]> response = subscribeInCbor("shardId-000000000009");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-amz-cbor-1.1");
        assertThat(CBOR.readTree(response.body()).get("__type").asString()).isEqualTo("ResourceNotFoundException");
    }
}
