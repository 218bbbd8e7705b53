package dev.freshet.dsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.gateway.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole API over HTTP, by boto3: AWS's Java SDK has no operations on CDC streams. */
class Boto3Test {
    private final TestDsql dsql = new TestDsql();
    private final TestGateway gateway = TestGateway.start(dsql.service.service());

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws InterruptedException {
        dsql.pipelines.raiseFencesAtOnce();
        dsql.service.start();
        dsql.passTime(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        gateway.close();
        dsql.close();
    }

    @Test
    void everyOperationWaiterAndPaginatorWorks() throws IOException, InterruptedException {
        assumeTrue(
                python("-c", "import boto3; boto3.client('dsql').create_stream").exit() == 0,
                "boto3 with CDC streams is not installed");
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("calls.py"))) {
            Files.write(folder.resolve("calls.py"), script.readAllBytes());
        }

        Ended calls = python("calls.py");

        assertThat(calls.output()).endsWith("all calls answered\n");
        assertThat(calls.exit()).isZero();
    }

    @Test
    void anUnsignedCallIsRefusedInTheServicesShape() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(gateway.endpoint().resolve("/cluster"))
                    .POST(BodyPublishers.ofString("{}"))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(403);
        }
    }

    private Ended python(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("python3").directory(folder.toFile());
        builder.command().addAll(List.of(arguments));
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("AWS_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.put("AWS_ENDPOINT_URL", gateway.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", TestGateway.ACCESS_KEY_ID);
        environment.put("AWS_SECRET_ACCESS_KEY", TestGateway.SECRET_ACCESS_KEY);
        environment.put("AWS_DEFAULT_REGION", TestGateway.REGION.value());
        environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private record Ended(int exit, String output) {}
}
