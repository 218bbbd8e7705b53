package dev.freshet.gateway;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs clients that are not Java, such as the AWS CLI and boto3, against an endpoint. */
final class ForeignClients {
    private final URI endpoint;
    private final String region;
    private final Path folder;

    ForeignClients(URI endpoint, String region, Path folder) {
        this.endpoint = endpoint;
        this.region = region;
        this.folder = folder;
    }

    record Result(int exitCode, String output, String errors) {}

    /** Whether this command ends well on this machine. */
    static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Result run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL",
                        endpoint.toString(),
                        "AWS_ACCESS_KEY_ID",
                        TestGateway.ACCESS_KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        TestGateway.SECRET_ACCESS_KEY,
                        "AWS_DEFAULT_REGION",
                        region,
                        "AWS_CONFIG_FILE",
                        folder.resolve("no-config").toString(),
                        "AWS_PAGER",
                        "",
                        "PYTHONIOENCODING",
                        "utf-8"));
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail("It did not end: " + String.join(" ", command));
        }
        return new Result(
                process.exitValue(),
                Files.readString(output, StandardCharsets.UTF_8),
                Files.readString(errors, StandardCharsets.UTF_8));
    }
}
