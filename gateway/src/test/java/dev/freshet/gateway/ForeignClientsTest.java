package dev.freshet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** boto3 and the AWS CLI, where they are installed, against a gateway that is not in us-east-1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignClientsTest {
    private static final String REGION = "eu-central-1";
    private static final String CLUSTER = "abcdefghijklmnopqrstuvwxyz";

    private final PracticeStreams streams = new PracticeStreams();
    private final PracticeRoles roles = new PracticeRoles();
    private final PracticeClusters clusters = new PracticeClusters();
    private TestGateway gateway;
    private ForeignClients clients;

    @BeforeAll
    void start(@TempDir Path folder) {
        gateway = TestGateway.start(
                TestGateway.ROOT_KEY,
                TestGateway.ALLOW_ALL,
                new Region(REGION),
                InstantSource.system(),
                streams.service(),
                roles.iam(),
                roles.sts(),
                clusters.service());
        clients = new ForeignClients(gateway.endpoint(), REGION, folder);
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void boto3UnderstandsEveryAnswerAndEveryError(@TempDir Path folder) throws Exception {
        assumeTrue(ForeignClients.works("python3", "-c", "import boto3"), "boto3 is not installed");
        Path script = folder.resolve("calls.py");
        Files.copy(getClass().getResourceAsStream("/boto3_calls.py"), script);

        ForeignClients.Result result = clients.run("python3", script.toString());

        assertThat(result.errors()).isEmpty();
        JsonNode answers = JsonMapper.shared().readTree(result.output());
        assertThat(answers.at("/list_streams/StreamNames/1").asString()).isEqualTo("überströmend");
        assertThat(answers.at("/list_streams/StreamSummaries/0/StreamCreationTimestamp")
                        .asString())
                .isEqualTo("2026-01-31T12:00:00.123000+00:00");
        assertThat(answers.at("/get_records/Records/0/Data").toString()).isEqualTo("[0,1,255]");
        assertError(answers, "create_stream_twice", "ResourceInUseException", 400);
        assertError(answers, "create_stream", "ValidationException", 400);
        assertError(answers, "wrong_type", "SerializationException", 400);
        assertThat(answers.at("/create_role/Role/AssumeRolePolicyDocument/a").asString())
                .isEqualTo("1 + 1 & 2");
        assertThat(answers.at("/create_role/Role/Tags/0/Value").asString()).isEqualTo("ü");
        assertThat(roles.seen())
                .extracting(seen -> ((PracticeRoles.CreateRoleRequest) seen).tags())
                .containsExactly(List.of(new PracticeRoles.Tag("k", "ü")), List.of());
        assertError(answers, "delete_role", "NoSuchEntity", 404);
        assertThat(answers.at("/identity/Arn").asString()).isEqualTo("arn:aws:iam::123456789012:root");
        assertError(answers, "delete_stream", "ResourceNotFoundException", 404);
        assertThat(answers.at("/delete_stream/more/resourceType").asString()).isEqualTo("stream");
        assertThat(answers.at("/create_cdc_stream/creationTime").asString())
                .isEqualTo("2026-01-31T12:00:00.500000+00:00");
        assertError(answers, "create_cdc_stream_wrong", "ValidationException", 400);
        assertThat(answers.at("/create_cdc_stream_wrong/more/fieldList/1/name").asString())
                .isEqualTo("targetDefinition.kinesis.streamArn");
        assertError(answers, "wrong_secret", "InvalidSignatureException", 403);
        assertError(answers, "unknown_key", "InvalidClientTokenId", 403);
        assertError(answers, "wrong_region", "InvalidSignatureException", 400);
        assertThat(clusters.seen())
                .contains(
                        new PracticeClusters.ListClustersRequest(2, "a b/+ü"),
                        new PracticeClusters.UntagResourceRequest(
                                "arn:aws:dsql:us-east-1:123456789012:cluster/" + CLUSTER, List.of("a b", "ü&=")),
                        new PracticeClusters.DeleteStreamRequest(CLUSTER, "s", "t"),
                        new PracticeClusters.CreateStreamRequest(
                                CLUSTER,
                                new PracticeClusters.TargetDefinition(new PracticeClusters.KinesisTarget("s", "r")),
                                "UNORDERED",
                                Map.of("ü", "v"),
                                "t"));
    }

    private static void assertError(JsonNode answers, String call, String code, int status) {
        JsonNode error = answers.get(call);
        assertThat(error.path("code").asString()).as(call).isEqualTo(code);
        assertThat(error.path("status").asInt()).as(call).isEqualTo(status);
        assertThat(error.path("request_id").asBoolean()).as(call).isTrue();
        assertThat(error.path("message").asString()).as(call).isNotBlank();
    }

    @Test
    void theCommandLineReachesEveryProtocol() throws Exception {
        assumeTrue(ForeignClients.works("aws", "--version"), "The AWS CLI is not installed");

        assertThat(aws("kinesis", "list-streams", "--query", "StreamNames[1]", "--output", "text"))
                .isEqualTo("überströmend");
        assertThat(aws("sts", "get-caller-identity", "--query", "Account", "--output", "text"))
                .isEqualTo("123456789012");
        assertThat(aws("iam", "list-roles", "--output", "json")).contains("\"Roles\": []");
        assertThat(aws("dsql", "list-clusters", "--output", "json")).contains("\"clusters\": []");
        aws("kinesis", "put-records", "--stream-name", "s", "--records", "PartitionKey=k,Data=hello");
        assertThat(streams.seen())
                .anySatisfy(seen -> assertThat(seen)
                        .isInstanceOfSatisfying(
                                PracticeStreams.PutRecordsRequest.class,
                                put -> assertThat(put.records())
                                        .extracting(PracticeStreams.Entry::data)
                                        .containsExactly("hello".getBytes(StandardCharsets.UTF_8))));
        ForeignClients.Result refused = clients.run("aws", "iam", "delete-role", "--role-name", "absent");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.errors())
                .contains("An error occurred (NoSuchEntity) when calling the DeleteRole operation: The role with name"
                        + " absent cannot be found.");
    }

    private String aws(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 1];
        command[0] = "aws";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ForeignClients.Result result = clients.run(command);
        assertThat(result.errors()).as(String.join(" ", command)).isEmpty();
        return result.output().strip();
    }
}
