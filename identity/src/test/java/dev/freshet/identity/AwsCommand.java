package dev.freshet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AWS CLI, in an environment of its own so that nothing of the machine's settings gets in. */
final class AwsCommand {
    private static final JsonMapper JSON = new JsonMapper();

    private final URI endpoint;
    private final Path folder;

    AwsCommand(URI endpoint, Path folder) {
        this.endpoint = endpoint;
        this.folder = folder;
    }

    static boolean isInstalled() {
        try {
            Process version = new ProcessBuilder("aws", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException notFound) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** Runs {@code aws} with the arguments; its JSON, or nothing when it prints none. */
    Optional<JsonNode> run(String... arguments) {
        Result result = execute(arguments);
        assertThat(result.exitCode()).as(result.errors()).isZero();
        return result.output().isBlank() ? Optional.empty() : Optional.of(JSON.readTree(result.output()));
    }

    /** Runs {@code aws} and expects it to fail; what it says. */
    String fail(String... arguments) {
        Result result = execute(arguments);
        assertThat(result.exitCode()).as(result.output()).isNotZero();
        return result.errors().strip();
    }

    private Result execute(String... arguments) {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("AWS_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("AWS_ACCESS_KEY_ID", TestIdentity.ROOT.accessKeyId());
        environment.put("AWS_SECRET_ACCESS_KEY", TestIdentity.ROOT.secretAccessKey());
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_DEFAULT_OUTPUT", "json");
        environment.put("AWS_PAGER", "");
        environment.put("AWS_CONFIG_FILE", folder.resolve("no-config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString());
        builder.redirectOutput(folder.resolve("output").toFile());
        builder.redirectError(folder.resolve("errors").toFile());
        try {
            Process process = builder.start();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Result(
                    process.exitValue(),
                    Files.readString(folder.resolve("output"), StandardCharsets.UTF_8),
                    Files.readString(folder.resolve("errors"), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Result(int exitCode, String output, String errors) {}
}
